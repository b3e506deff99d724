import {
  CodePipelineClient,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
} from '@aws-sdk/client-codepipeline';
import { approvalAction, definition, sourceAction } from '../rehearsal/support';
import { runPipeline } from '../rehearsal/run-pipeline';
import { outputsOf } from './support/deploy';
import { clientAs, rolesOf } from './support/roles';
import { runningEmulator, TOOLS } from './support/running-emulator';

/** As CDK Pipelines answers where a deployment broadens no permission: by a function, by the pipeline's tag. */
const emulator = runningEmulator();
const LAMBDA = 'lambda.amazonaws.com';
const pipeline = definition({ Source: [sourceAction()], prod: [approvalAction()] });

beforeAll(async () => {
  const approver = (name: string, tag: string) =>
    rolesOf(LAMBDA)(name, {
      Action: ['codepipeline:GetPipelineState', 'codepipeline:PutApprovalResult'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/SECURITY_CHECK': tag } },
    });
  await outputsOf(emulator(), {
    stack: 'pipeline',
    account: TOOLS,
    template: {
      Resources: {
        Approver: approver('approver', 'ALLOW_APPROVE'),
        Stranger: approver('stranger', 'OTHER'),
        Pipeline: {
          Type: 'AWS::CodePipeline::Pipeline',
          Properties: {
            Name: 'waypost',
            Tags: [{ Key: 'SECURITY_CHECK', Value: 'ALLOW_APPROVE' }],
            ...pipeline.properties,
          },
        },
      },
    },
  });
});

const clientOf = async (role: string) =>
  new CodePipelineClient(await clientAs(emulator(), LAMBDA, role, TOOLS));

const answer = (client: CodePipelineClient, token: string, stageName = 'prod') =>
  client.send(
    new PutApprovalResultCommand({
      pipelineName: 'waypost',
      stageName,
      actionName: 'Approve',
      token,
      result: { status: 'Approved', summary: 'nothing broader' },
    }),
  );

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'allowed',
    (error: unknown) => (error as Error).name,
  );

test('a function answers the approval that waits, once, with its token', async () => {
  const client = await clientOf('approver');
  const stranger = await clientOf('stranger');
  const asked = {
    ...{ account: TOOLS, region: 'eu-west-1', pipeline: 'waypost' },
    ...{ executionId: 'c0ffee-1', stage: 'prod', action: 'Approve' },
  };
  const seen: Record<string, unknown> = {};
  await runPipeline({
    deployed: pipeline,
    tell: (report) => emulator().reportExecution(report),
    perform: async (name) => {
      if (name !== 'Approve') return {};
      const state = await client.send(new GetPipelineStateCommand({ name: 'waypost' }));
      const prod = state.stageStates?.find(({ stageName }) => stageName === 'prod');
      const token = prod?.actionStates?.[0]?.latestExecution?.token ?? '';
      seen['before'] = await emulator().approvalAnswer(asked);
      seen['stranger'] = await refusalOf(answer(stranger, token));
      seen['wrong token'] = await refusalOf(answer(client, 'wrong'));
      await answer(client, token);
      seen['after'] = await emulator().approvalAnswer(asked);
      seen['again'] = await refusalOf(answer(client, token));
      return {};
    },
  });
  expect(seen).toEqual({
    before: undefined,
    stranger: 'AccessDeniedException',
    'wrong token': 'InvalidApprovalTokenException',
    after: { approved: true, summary: 'nothing broader' },
    again: 'ApprovalAlreadyCompletedException',
  });
});

test('control: an approval that does not wait has no token that fits', async () => {
  const client = await clientOf('approver');
  await expect(answer(client, 'any')).rejects.toThrow(/no approval Approve waits/);
});
