import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionHost } from '../../rehearsal/actions/host';
import { perform } from '../../rehearsal/actions/perform';
import { Artifacts } from '../../rehearsal/runner/artifacts';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { parsePlan } from '../../rehearsal/plan/plan';
import { Processes } from '../../rehearsal/processes/processes';
import type { Execution } from '../../rehearsal/runner/execution';
import { timeLimits } from '../../rehearsal/runner/time-limits';
import { gitIn } from '../rehearsal/scratch-git';
import { buildAction, definition, sourceAction } from '../rehearsal/support';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** From the source to a build, each under its own role. */
const emulator = runningEmulator();
const processes = new Processes();
const ConnectionArn = `arn:aws:codeconnections:${REGION}:${TOOLS}:connection/one`;
let folder: string;
let commit: string;

const BUILD_SPEC = JSON.stringify({
  version: '0.2',
  env: { 'exported-variables': ['HISTORY'] },
  phases: { build: { commands: ['HISTORY="$(git log --format=%s | xargs)"'] } },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-full-clone-'));
  gitIn(folder, 'init', '--quiet', '--initial-branch=main', 'origin');
  for (const message of ['one', 'two']) {
    gitIn(join(folder, 'origin'), 'commit', '--quiet', '--allow-empty', '--message', message);
  }
  commit = gitIn(join(folder, 'origin'), 'rev-parse', 'HEAD');

  const bucket = { Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::artifacts/*' };
  const connection = { Action: 'codeconnections:UseConnection', Resource: ConnectionArn };
  const logs = { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' };
  const start = { Action: 'codebuild:StartBuild', Resource: '*' };
  const build = rolesOf('codebuild.amazonaws.com');
  const project = (Name: string) => ({
    Type: 'AWS::CodeBuild::Project',
    Properties: {
      Name,
      ServiceRole: `arn:aws:iam::${TOOLS}:role/${Name}`,
      Source: { Type: 'CODEPIPELINE', BuildSpec: BUILD_SPEC },
      Artifacts: { Type: 'CODEPIPELINE' },
      Environment: {
        Type: 'LINUX_CONTAINER',
        Image: 'aws/codebuild/standard:7.0',
        ComputeType: 'BUILD_GENERAL1_SMALL',
      },
      LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: { Ref: 'Logs' } } },
    },
  });
  await outputsOf(emulator(), {
    stack: 'pipeline',
    account: TOOLS,
    template: {
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'artifacts' } },
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'builds' } },
        Pipeline: rolesOf('codepipeline.amazonaws.com')('pipeline', bucket, connection, start),
        May: build('may-clone', bucket, connection, logs),
        MayNot: build('may-not-clone', bucket, logs),
        Builds: project('may-clone'),
        Refused: project('may-not-clone'),
      },
    },
  });
});
afterAll(async () => {
  await processes.stop();
  await rm(folder, { recursive: true });
});

/** Runs the source action, and then a build of a project with its output. */
async function build(ProjectName: string, OutputArtifactFormat: string) {
  const plain = sourceAction();
  const source = {
    ...plain,
    Configuration: { ...(plain['Configuration'] as object), ConnectionArn, OutputArtifactFormat },
  };
  const action = buildAction('Build', { Configuration: { ProjectName } });
  const plan = parsePlan(definition({ Source: [source], Build: [action] }));
  const { signal } = new AbortController();
  // A build's id, and so its log stream, follows from the execution's.
  const id = randomUUID();
  const execution: Execution = { id, commit, plan, variables: new Map(), signal };
  const cloud = new Cloud(emulator());
  const artifacts = new Artifacts(cloud, plan, execution.id, folder);
  const host = {
    cloud,
    processes,
    origin: join(folder, 'origin'),
    otherSources: new Map<string, string>(),
    builds: folder,
    scratch: folder,
    environment: { PATH: process.env['PATH'] ?? '', HOME: folder },
    artifactsOf: () => artifacts,
    progress: () => undefined,
    discard: () => undefined,
    limits: timeLimits(),
  } as unknown as ActionHost;
  const [first, second] = plan.stages.flatMap(({ groups }) => groups.flat());
  if (!first || !second) throw new Error('the plan has not two actions');
  const log = join(folder, `${ProjectName}-${OutputArtifactFormat}.log`);
  expect(await perform(first, execution, log, host)).toMatchObject({ status: 'succeeded' });
  return perform(second, execution, log, host);
}

test('a build reads the history that led to its commit', async () => {
  expect(await build('may-clone', 'CODEBUILD_CLONE_REF')).toMatchObject({
    status: 'succeeded',
    variables: { HISTORY: 'two one' },
  });
});

test('a build whose role may not use the connection is not run, though the source may', async () => {
  await expect(build('may-not-clone', 'CODEBUILD_CLONE_REF')).rejects.toThrow(
    `The build project may-not-clone may not codeconnections:UseConnection ${ConnectionArn}`,
  );
});

test('control: from a zip the same build is run, and finds no history', async () => {
  const result = await build('may-not-clone', 'CODE_ZIP');
  expect(result).not.toMatchObject({ variables: { HISTORY: 'two one' } });
});
