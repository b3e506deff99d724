import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { disagreements, readDecisions } from '../least-privilege/decisions';
import { runPipeline, type PipelineRun } from '../rehearsal/run-pipeline';
import { buildAction, definition, sourceAction } from '../rehearsal/support';
import { outputsOf } from './support/deploy';
import { clientAs, rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const pipelineName = 'waypost';
const LAMBDA = 'lambda.amazonaws.com';
const pipeline = definition({
  Source: [sourceAction({ Namespace: 'Source' })],
  dev: [buildAction('SmokeTest')],
  prod: [buildAction('Release')],
});

beforeAll(async () => {
  const read = ['ListPipelineExecutions', 'GetPipelineExecution', 'ListActionExecutions'];
  const reader = (name: string, of: string) =>
    rolesOf(LAMBDA)(name, {
      Action: [...read, 'GetPipelineState'].map((action) => `codepipeline:${action}`),
      Resource: `arn:aws:codepipeline:${REGION}:${TOOLS}:${of}`,
    });
  await outputsOf(emulator(), {
    stack: 'pipeline',
    account: TOOLS,
    template: {
      Resources: {
        Reader: reader('reader', pipelineName),
        ReaderOfOthers: reader('reader-of-others', 'other'),
        Pipeline: {
          Type: 'AWS::CodePipeline::Pipeline',
          Properties: { Name: pipelineName, ...pipeline.properties },
        },
      },
    },
  });
  const tell: PipelineRun['tell'] = (report) => emulator().reportExecution(report);
  const revision = { id: 'c0ffee', summary: '{"CommitMessage":"one"}', url: 'https://example.com' };
  const source = { external: revision, variables: { CommitMessage: 'one' } };
  await runPipeline({
    deployed: pipeline,
    tell,
    commit: 'first',
    perform: (name) => (name === 'Source' ? source : { external: { id: `${name}:1` } }),
  });
  await runPipeline({
    deployed: pipeline,
    tell,
    commit: 'second',
    perform: (name) => (name === 'Release' ? { status: 'failed', error: 'no' } : {}),
  });
});

const clientOf = async (role: string) =>
  new CodePipelineClient(await clientAs(emulator(), LAMBDA, role, TOOLS));

test('executions are listed, the newest first, with what started them and what they carry', async () => {
  const client = await clientOf('reader');
  const { pipelineExecutionSummaries } = await client.send(
    new ListPipelineExecutionsCommand({ pipelineName }),
  );

  expect(pipelineExecutionSummaries).toMatchObject([
    { pipelineExecutionId: 'second-1', status: 'Failed' },
    {
      pipelineExecutionId: 'first-1',
      status: 'Succeeded',
      startTime: expect.any(Date) as Date,
      lastUpdateTime: expect.any(Date) as Date,
      trigger: { triggerType: 'WebhookV2' },
      sourceRevisions: [
        {
          actionName: 'Source',
          revisionId: 'c0ffee',
          revisionSummary: '{"CommitMessage":"one"}',
          revisionUrl: 'https://example.com',
        },
      ],
    },
  ]);
});

test.each([
  ['dev', ['second-1', 'first-1']],
  ['prod', ['first-1']],
  ['nowhere', []],
])('those are found that succeeded in %s', async (stageName, ids) => {
  const client = await clientOf('reader');
  const filter = { succeededInStage: { stageName } };
  const { pipelineExecutionSummaries = [] } = await client.send(
    new ListPipelineExecutionsCommand({ pipelineName, filter }),
  );
  expect(pipelineExecutionSummaries.map((one) => one.pipelineExecutionId)).toEqual(ids);
});

test('lists come in pages', async () => {
  const client = await clientOf('reader');
  const page = async (nextToken?: string) => {
    const command = new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1, nextToken });
    const { pipelineExecutionSummaries = [], ...more } = await client.send(command);
    return { ids: pipelineExecutionSummaries.map((one) => one.pipelineExecutionId), ...more };
  };
  const first = await page();
  expect(first.ids).toEqual(['second-1']);
  expect(await page(first.nextToken)).toMatchObject({ ids: ['first-1'] });
  expect((await page(first.nextToken)).nextToken).toBeUndefined();
});

test('an execution has the revision that its source fetched', async () => {
  const client = await clientOf('reader');
  const get = (pipelineExecutionId: string) =>
    client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));

  expect((await get('first-1')).pipelineExecution).toMatchObject({
    pipelineName,
    status: 'Succeeded',
    artifactRevisions: [
      { name: 'Source', revisionId: 'c0ffee', created: expect.any(Date) as Date },
    ],
  });
  await expect(get('third')).rejects.toMatchObject({ name: 'PipelineExecutionNotFoundException' });
});

test("an execution's actions have their results and variables", async () => {
  const client = await clientOf('reader');
  const filter = { pipelineExecutionId: 'first-1' };
  const { actionExecutionDetails = [] } = await client.send(
    new ListActionExecutionsCommand({ pipelineName, filter }),
  );

  const byName = new Map(actionExecutionDetails.map((one) => [one.actionName, one]));
  expect(byName.size).toBe(3);
  expect(byName.get('Source')).toMatchObject({
    status: 'Succeeded',
    startTime: expect.any(Date) as Date,
    input: { actionTypeId: { category: 'Source' }, namespace: 'Source' },
    output: { outputVariables: { CommitMessage: 'one' } },
  });
  expect(byName.get('SmokeTest')).toMatchObject({
    actionExecutionId: expect.any(String) as string,
    input: { configuration: { ProjectName: 'project-SmokeTest' } },
    output: { executionResult: { externalExecutionId: 'SmokeTest:1' } },
  });
});

test("the pipeline's state is that of each stage's latest execution", async () => {
  const client = await clientOf('reader');
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));

  expect(stageStates).toMatchObject([
    { stageName: 'Source', latestExecution: { pipelineExecutionId: 'second-1' } },
    { stageName: 'dev', latestExecution: { status: 'Succeeded' } },
    {
      stageName: 'prod',
      latestExecution: { pipelineExecutionId: 'second-1', status: 'Failed' },
      actionStates: [{ actionName: 'Release', latestExecution: { status: 'Failed' } }],
    },
  ]);
});

test('a pipeline that is not there is said to be missing', async () => {
  const client = await clientOf('reader-of-others');
  await expect(
    client.send(new ListPipelineExecutionsCommand({ pipelineName: 'other' })),
  ).rejects.toMatchObject({ name: 'PipelineNotFoundException' });
});

/** Each call that a grant is for. */
const CALLS: readonly ((client: CodePipelineClient) => Promise<unknown>)[] = [
  (client) => client.send(new ListPipelineExecutionsCommand({ pipelineName })),
  (client) =>
    client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: 'first-1' })),
  (client) => client.send(new ListActionExecutionsCommand({ pipelineName })),
  (client) => client.send(new GetPipelineStateCommand({ name: pipelineName })),
];

test.each(CALLS)(
  'control: a role without the grant on this pipeline is refused: %#',
  async (call) => {
    const client = await clientOf('reader-of-others');
    await expect(call(client)).rejects.toThrow(/not authorized to perform: codepipeline:/);
  },
);

test('iam-simulate decides every one of these calls as the emulator does', async () => {
  for (const role of ['reader', 'reader-of-others']) {
    const client = await clientOf(role);
    await Promise.allSettled(CALLS.map((call) => call(client)));
  }
  const decisions = await readDecisions(emulator().decisionsFile);
  expect(decisions.length).toBeGreaterThan(6);
  expect(await disagreements(decisions)).toEqual([]);
});
