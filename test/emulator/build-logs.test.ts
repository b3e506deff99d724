import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { openBuildLog } from '../../rehearsal/actions/build-log';
import { projectOf } from '../../rehearsal/actions/codebuild';
import { Cloud } from '../../rehearsal/emulator/cloud';
import { inExecution } from '../rehearsal/fake-host';
import { buildAction } from '../rehearsal/support';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { clientOf, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const CODEBUILD = 'codebuild.amazonaws.com';
const emulator = runningEmulator();
let folder: string;

const project = (Name: string, LogsConfig?: object) => ({
  Type: 'AWS::CodeBuild::Project',
  Properties: {
    Name,
    ServiceRole: `arn:aws:iam::${TOOLS}:role/build`,
    Source: { Type: 'CODEPIPELINE' },
    Artifacts: { Type: 'CODEPIPELINE' },
    Environment: {
      Type: 'LINUX_CONTAINER',
      Image: 'aws/codebuild/standard:7.0',
      ComputeType: 'BUILD_GENERAL1_SMALL',
    },
    ...(LogsConfig && { LogsConfig }),
  },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-build-logs-'));
  const group = (name: string) => `arn:aws:logs:${REGION}:${TOOLS}:log-group:${name}`;
  const write = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  await outputsOf(emulator(), {
    stack: 'builds',
    account: TOOLS,
    template: {
      Resources: {
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'builds' } },
        Role: rolesOf(CODEBUILD)(
          'build',
          { Action: write, Resource: `${group('builds')}:*` },
          {
            Action: ['logs:CreateLogGroup', ...write],
            Resource: `${group('/aws/codebuild/plain')}*`,
          },
        ),
        Without: rolesOf(CODEBUILD)('without', { Action: write, Resource: `${group('other')}:*` }),
        GroupAlone: rolesOf(CODEBUILD)('group-alone', { Action: write, Resource: group('builds') }),
        InGroup: project('in-group', {
          CloudWatchLogs: { Status: 'ENABLED', GroupName: { Ref: 'Logs' } },
        }),
        Plain: project('plain'),
        Silent: project('silent', { CloudWatchLogs: { Status: 'DISABLED' } }),
      },
    },
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes the log of a build of a project, as the build's role. */
async function logOf(ProjectName: string, text: string, role = 'build') {
  const cloud = new Cloud(emulator());
  const { action } = inExecution(
    'CodeBuild',
    buildAction('Synth', { Configuration: { ProjectName } }),
  );
  const found = await projectOf(action, cloud);
  if (!found) throw new Error(`no project ${ProjectName}`);
  const roleArn = `arn:aws:iam::${TOOLS}:role/${role}`;
  const session = await emulator().assumeServiceRole({
    roleArn,
    service: CODEBUILD,
    sessionName: 'build',
    region: REGION,
  });
  const build = { id: `${ProjectName}:one`, project: found, role: session };
  const log = await openBuildLog(build, REGION, { cloud });
  const file = join(folder, 'log');
  await writeFile(file, text);
  await log.write(file);
}

async function linesIn(logGroupName: string) {
  const client = new CloudWatchLogsClient(clientOf(emulator(), { account: TOOLS }));
  const command = new GetLogEventsCommand({ logGroupName, logStreamName: 'one' });
  const { events = [] } = await client.send(command);
  return events.map(({ message }) => message);
}

test("a build's output is in its project's log group, in a stream of the build's id", async () => {
  await logOf('in-group', 'npm ci\n\nexit 1');
  expect(await linesIn('builds')).toEqual(['npm ci\n', '\n', 'exit 1']);
});

test('a project that names no group has the one of its name', async () => {
  await logOf('plain', 'npm ci\n');
  expect(await linesIn('/aws/codebuild/plain')).toEqual(['npm ci\n']);
});

test('a project that wants no log has none', async () => {
  await logOf('silent', 'npm ci\n');
  await expect(linesIn('/aws/codebuild/silent')).rejects.toThrow(/does not exist/);
});

test('a grant on the group without its streams lets nobody write to them', async () => {
  await expect(logOf('in-group', 'npm ci\n', 'group-alone')).rejects.toThrow(
    /not authorized.*log-group:builds:log-stream:one/,
  );
});

test('control: a build whose role may not write to the group fails before it begins', async () => {
  await expect(logOf('in-group', 'npm ci\n', 'without')).rejects.toThrow(
    /not authorized to perform: logs:CreateLogStream/,
  );
});
