import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnPipeline, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { deliveryReport } from '../../bin/commands/metrics/report';
import { codePipelineHistory } from '../../lambdas/pipeline-notifications/adapters/codepipeline-history';
import { s3Claims } from '../../lambdas/pipeline-notifications/adapters/s3-claims';
import { RELEASE_FILES, releaseKey } from '../../lambdas/release-check/contract';
import { ArtifactStore } from '../../lib/pipeline/artifacts/artifact-store';
import { PipelineNotifications } from '../../lib/pipeline/notifications/pipeline-notifications';
import type { ExecutionReport } from '../../rehearsal/emulator/control';
import { eventually } from '../helpers/eventually';
import { exampleConfig } from '../helpers/example-config';
import { story } from '../helpers/story';
import { CLAIMS_CONTRACT } from '../lambdas/pipeline-notifications/claims-contract';
import { disagreements, readDecisions } from '../least-privilege/decisions';
import { runPipeline } from '../rehearsal/run-pipeline';
import {
  approvalAction,
  buildAction,
  definition,
  deployAction,
  sourceAction,
} from '../rehearsal/support';
import { cdkDeploy } from './support/cdk';
import { policy } from './support/roles';
import { clientOf, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const PIPELINE = definition({
  Source: [sourceAction({ Namespace: 'Source' })],
  Build: [buildAction('Synth', { OutputArtifacts: [{ Name: 'Synth' }] })],
  prod: [
    approvalAction(),
    deployAction('contact.Deploy', {}, { RunOrder: 2 }),
    buildAction('SmokeTest', { RunOrder: 3 }),
  ],
});

let bucket: string;
let buildLogs: string;
let queueUrl: string;
const client = () => clientOf(emulator(), { account: TOOLS });

/** The construct itself, beside as much of a pipeline as it needs. */
beforeAll(async () => {
  await cdkDeploy(emulator(), {
    account: TOOLS,
    region: REGION,
    regions: [REGION],
    fill: (app) => {
      const stack = new Stack(app, 'Pipeline', { env: { account: TOOLS, region: REGION } });
      const artifacts = new ArtifactStore(stack, 'Artifacts', {
        waitingDays: 7,
        pipelineName: 'waypost',
      });
      const logs = new LogGroup(stack, 'BuildLogs');
      const deployed = new CfnPipeline(stack, 'Deployed', {
        name: 'waypost',
        roleArn: `arn:aws:iam::${TOOLS}:role/pipeline`,
        artifactStore: { type: 'S3', location: artifacts.bucket.bucketName },
        stages: [],
      });
      deployed.addPropertyOverride('Stages', PIPELINE.properties['Stages']);
      new PipelineNotifications(stack, 'Notifications', {
        ...exampleConfig(),
        pipeline: Pipeline.fromPipelineArn(
          stack,
          'Imported',
          `arn:aws:codepipeline:${REGION}:${TOOLS}:${deployed.name}`,
        ),
        asksBeforeUpdate: false,
        artifacts,
        buildLogs: logs,
      });
      new CfnOutput(stack, 'Bucket', { value: artifacts.bucket.bucketName });
      new CfnOutput(stack, 'Logs', { value: logs.logGroupName });
      return 'Pipeline';
    },
  });
  const described = await new CloudFormationClient(client()).send(
    new DescribeStacksCommand({ StackName: 'Pipeline' }),
  );
  const outputs = new Map(
    described.Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  bucket = outputs.get('Bucket') ?? '';
  buildLogs = outputs.get('Logs') ?? '';
  queueUrl = await subscribedQueue();
});

/** A queue that gets what every protocol but mail gets. */
async function subscribedQueue(): Promise<string> {
  const TopicArn = `arn:aws:sns:${REGION}:${TOOLS}:waypost-pipeline`;
  const Policy = JSON.stringify(
    policy({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    }),
  );
  const { QueueUrl = '' } = await new SQSClient(client()).send(
    new CreateQueueCommand({ QueueName: 'reader', Attributes: { Policy } }),
  );
  await new SNSClient(client()).send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${REGION}:${TOOLS}:reader`,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return QueueUrl;
}

interface Told {
  readonly content: { readonly title: string; readonly description: string };
  readonly metadata: { readonly threadId: string; readonly eventType: string };
}

/** The next message. */
async function told(): Promise<Told> {
  const sqs = new SQSClient(client());
  const message = await eventually(async () => {
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5 });
    return (await sqs.send(receive)).Messages?.[0];
  });
  const { ReceiptHandle } = message;
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  return JSON.parse(message.Body ?? '') as Told;
}

const reports: ExecutionReport[] = [];
const tell = async (one: ExecutionReport) => {
  reports.push(one);
  await emulator().reportExecution(one);
};

/** Runs the pipeline for a commit, which may fail at an action; called while an approval waits. */
function run(commit: string, failing?: string, whileWaiting?: () => Promise<void>) {
  const variables = {
    CommitId: commit.padEnd(40, '0'),
    CommitMessage: `feat: ${commit}`,
    AuthorDate: new Date(Date.now() - 3_600_000).toISOString(),
  };
  return runPipeline({
    deployed: PIPELINE,
    tell,
    commit,
    perform: async (name) => {
      if (name === 'Source') return { variables, external: { id: variables.CommitId } };
      if (name === 'Approve') await whileWaiting?.();
      const external = { id: `${name}:${commit}-${name}` };
      return name === failing ? { status: 'failed', error: 'no', external } : { external };
    },
  });
}

const broken = step(async () => {
  const logs = new CloudWatchLogsClient(client());
  const stream = { logGroupName: buildLogs, logStreamName: 'broken-Synth' };
  await logs.send(new CreateLogStreamCommand(stream));
  await logs.send(
    new PutLogEventsCommand({
      ...stream,
      logEvents: [{ timestamp: Date.now(), message: 'Tests: 1 failed' }],
    }),
  );
  await run('broken', 'Synth');
  return told();
});

test('a failed build is told with the end of its log, read under the role of the function', async () => {
  const message = await broken();

  expect(message.metadata).toMatchObject({ threadId: 'broken-1', eventType: 'failed' });
  expect(message.content.title).toBe('waypost: Build/Synth failed: feat: broken');
  expect(message.content.description).toContain('Its last lines:\n  Tests: 1 failed');
  const mails = (await emulator().mails()).filter(({ subject }) => subject.includes('broken'));
  expect(mails).toEqual([
    expect.objectContaining({
      account: TOOLS,
      to: ['owner@example.com'],
      subject: message.content.title,
      text: message.content.description,
    }),
  ]);
});

const mended = step(async () => {
  await new S3Client({ ...client(), forcePathStyle: true }).send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: releaseKey('prod', 'mended-1', RELEASE_FILES.record),
      Body: JSON.stringify({ summary: 'prod: 2 changed' }),
    }),
  );
  let waiting: Told | undefined;
  await run('mended', undefined, async () => {
    waiting = await told();
  });
  return { waiting, through: await told() };
});

test('a release that waits is told with its summary, and one that is through as recovered', async () => {
  const { waiting, through } = await mended();

  expect(waiting?.metadata.eventType).toBe('waiting');
  expect(waiting?.content.description).toContain('prod: 2 changed');
  expect(through.metadata).toMatchObject({ threadId: 'mended-1', eventType: 'recovered' });
  expect(through.content.description).toContain('prod: 2 changed');
});

const bad = step(async () => {
  await run('bad', 'SmokeTest', async () => {
    await told();
  });
  return told();
});

test('what fails in production is told with the way back', async () => {
  expect((await bad()).content.description).toContain(`git revert ${'bad'.padEnd(40, '0')}`);
});

const metrics = step(async () => {
  const history = codePipelineHistory(new CodePipelineClient(client()), 'waypost');
  const past = await Promise.all(
    (await history.executions(new Date(0))).map(async ({ id, status }) => ({
      id,
      status,
      runs: await history.runs(id),
    })),
  );
  const until = new Date();
  const since = new Date(until.getTime() - 3_600_000);
  return deliveryReport(past, 'prod', { since, until });
});

test('its history makes the metrics of delivery', async () => {
  expect(await metrics()).toMatchObject({
    deployments: { count: 1 },
    changes: { count: 2, failed: 1 },
    timeToRestore: null,
  });
});

test.each(CLAIMS_CONTRACT)('claims in S3 %s', async (_, check) => {
  const claims = s3Claims(new S3Client({ ...client(), forcePathStyle: true }), bucket);
  await expect(check(claims)).resolves.toBeUndefined();
});

const again = step(async () => {
  for (const one of reports.filter(({ changes }) => changes.length > 0)) {
    await emulator().reportExecution(one);
  }
  await run('later', 'Synth');
  return told();
});

test('events that come again are not told again: what is told next is the next failure', async () => {
  expect((await again()).metadata.threadId).toBe('later-1');
});

test('iam-simulate decides each call of the function as the emulator does, which denies none', async () => {
  await again();
  const decisions = (await readDecisions(emulator().decisionsFile)).filter((one) =>
    JSON.stringify(one).includes('NotificationsNewsFunction'),
  );
  expect(new Set(decisions.map(({ action }) => action))).toEqual(
    new Set([
      'codepipeline:ListActionExecutions',
      'codepipeline:ListPipelineExecutions',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:GetLogEvents',
      's3:GetObject',
      's3:PutObject',
      'sns:Publish',
    ]),
  );
  expect(decisions.filter(({ decision }) => decision !== 'Allow')).toEqual([]);
  const { resource } = decisions.find(({ action }) => action === 'logs:GetLogEvents') ?? {};
  expect(resource).toMatch(/:log-stream:broken-Synth$/);
  expect(await disagreements(decisions)).toEqual([]);
});
