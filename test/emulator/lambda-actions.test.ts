import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambda } from '../../rehearsal/actions/lambda';
import type { ActionHost } from '../../rehearsal/actions/host';
import { Artifacts } from '../../rehearsal/runner/artifacts';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { disagreements, readDecisions } from '../least-privilege/decisions';
import { inExecution } from '../rehearsal/fake-host';
import { invokeAction } from '../rehearsal/support';
import { timeLimits } from '../../rehearsal/runner/time-limits';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** Answers as its job's UserParameters say. */
const CODE = `
  const { CodePipelineClient, PutJobFailureResultCommand, PutJobSuccessResultCommand } =
    require('@aws-sdk/client-codepipeline');
  const client = new CodePipelineClient({});
  exports.handler = async (event) => {
    const { id: jobId, accountId, data } = event['CodePipeline.job'];
    const told = data.actionConfiguration.configuration.UserParameters;
    const succeed = (more) => client.send(new PutJobSuccessResultCommand({ jobId, ...more }));
    switch (told) {
      case 'succeed': return succeed({ outputVariables: { Account: accountId, Seen: JSON.stringify(data) } });
      case 'go on':
        return data.continuationToken === 'once'
          ? succeed({ outputVariables: { Before: data.continuationToken } })
          : succeed({ continuationToken: 'once' });
      case 'crash': throw new TypeError('no such thing');
      case 'be silent': return;
      case 'answer for another': return succeed({ jobId: 'other' }).catch(({ name }) => { throw new Error(name); });
      case 'answer twice': await succeed(); return succeed();
      default:
        return client.send(new PutJobFailureResultCommand({
          jobId, failureDetails: { type: 'JobFailed', message: told },
        }));
    }
  };`;

const emulator = runningEmulator();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-lambda-action-'));
  const functionRole = rolesOf('lambda.amazonaws.com');
  const answer = { Action: 'codepipeline:PutJob*Result', Resource: '*' };
  const functionOf = (name: string) => ({
    Type: 'AWS::Lambda::Function',
    DependsOn: [name],
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 20,
      Role: `arn:aws:iam::${TOOLS}:role/${name}`,
      Code: { ZipFile: CODE },
    },
  });
  await outputsOf(emulator(), {
    stack: 'functions',
    account: TOOLS,
    template: {
      Resources: {
        pipeline: rolesOf('codepipeline.amazonaws.com')('pipeline', {
          Action: 'lambda:InvokeFunction',
          Resource: ['may', 'mayNot'].map(
            (name) => `arn:aws:lambda:${REGION}:${TOOLS}:function:${name}`,
          ),
        }),
        may: functionRole('may', answer),
        mayNot: functionRole('mayNot', { ...answer, Action: 'codepipeline:GetPipeline' }),
        Function: functionOf('may'),
        WithoutGrant: functionOf('mayNot'),
        OfOthers: {
          ...functionOf('may'),
          Properties: { ...functionOf('may').Properties, FunctionName: 'ofOthers' },
        },
      },
    },
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs an action that invokes a function. */
async function invoke(
  UserParameters: string,
  FunctionName = 'may',
  overrides: Readonly<Record<string, unknown>> = {},
) {
  const raw = invokeAction({ FunctionName, UserParameters }, overrides);
  const { action, execution } = inExecution('Lambda', raw);
  const cloud = new Cloud(emulator());
  const artifacts = new Artifacts(cloud, execution.plan, execution.id, folder);
  artifacts.hasCome('Synth', { Bucket: 'artifacts', Key: 'waypost/Synth/1' }, REGION);
  const host = {
    cloud,
    artifactsOf: () => artifacts,
    limits: { ...timeLimits(), job: 500 },
  } as unknown as ActionHost;
  return lambda(action, execution, host, join(folder, 'log'));
}

test('a function gets its job as CodePipeline gives it, and answers with variables', async () => {
  const result = await invoke('succeed', 'may', {
    InputArtifacts: [{ Name: 'Synth' }],
    OutputArtifacts: [{ Name: 'Report' }],
  });

  expect(result).toMatchObject({ status: 'succeeded', variables: { Account: TOOLS } });
  const { variables } = result as { variables: Record<string, string> };
  expect(JSON.parse(variables['Seen'] ?? '')).toEqual({
    actionConfiguration: { configuration: { FunctionName: 'may', UserParameters: 'succeed' } },
    inputArtifacts: [
      {
        name: 'Synth',
        revision: null,
        location: {
          type: 'S3',
          s3Location: { bucketName: 'artifacts', objectKey: 'waypost/Synth/1' },
        },
      },
    ],
    outputArtifacts: [
      {
        name: 'Report',
        revision: null,
        location: {
          type: 'S3',
          s3Location: {
            bucketName: 'artifacts',
            objectKey: expect.stringMatching(/^waypost\/Report\/\w+$/) as string,
          },
        },
      },
    ],
    artifactCredentials: {
      accessKeyId: expect.any(String) as string,
      secretAccessKey: expect.any(String) as string,
      sessionToken: expect.any(String) as string,
      expirationTime: expect.any(Number) as number,
    },
  });
});

test("a function's parameters may hold variables of the pipeline", async () => {
  const result = await invoke('#{codepipeline.PipelineExecutionId} has failed');
  expect(result).toEqual({ status: 'failed', error: 'one has failed', external: {} });
});

test('a function that goes on is asked again with its token', async () => {
  const result = await invoke('go on');
  expect(result).toEqual({ status: 'succeeded', variables: { Before: 'once' }, external: {} });
});

test.each([
  ['fail', /^fail$/],
  ['crash', /^may failed before it gave a result: no such thing$/],
  ['be silent', /^may returned and gave no result within/],
  ['answer for another', /gave a result: JobNotFoundException$/],
])('the action fails with the reason when the function is to %s', async (told, error) => {
  const result = await invoke(told);
  expect(result).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(error) as string,
  });
});

test('the first result of a job counts', async () => {
  expect(await invoke('answer twice')).toMatchObject({ status: 'succeeded' });
});

test('a function whose role may not put results fails the action', async () => {
  const result = await invoke('succeed', 'mayNot');
  expect(result).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(
      /not authorized to perform: codepipeline:PutJobSuccessResult/,
    ) as string,
  });
});

test('a function that the action may not invoke is not invoked', async () => {
  await expect(invoke('succeed', 'ofOthers')).rejects.toThrow(
    /not authorized to perform: lambda:InvokeFunction/,
  );
});

test('what was decided is written down, and iam-simulate agrees', async () => {
  await invoke('succeed');
  await invoke('succeed', 'mayNot');
  const decisions = await readDecisions(emulator().decisionsFile);
  const ofJobs = decisions.filter(({ action }) => action.startsWith('codepipeline:PutJob'));
  expect(new Set(ofJobs.map(({ resource }) => resource))).toEqual(new Set(['*']));
  expect(new Set(ofJobs.map(({ decision }) => decision))).toEqual(
    new Set(['Allow', 'ImplicitDeny']),
  );
  expect(await disagreements(decisions)).toEqual([]);
});
