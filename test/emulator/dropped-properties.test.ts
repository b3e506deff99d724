import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { BatchGetProjectsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { ListQueryLoggingConfigsCommand, Route53Client } from '@aws-sdk/client-route-53';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { output, outputsOf, type Template } from './support/deploy';
import { query, send, sendSigned } from './support/http';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

/**
 * Each test looks for what a property should bring about, and finds nothing. When one fails, the
 * emulator has learned something: take the property off the list in launcher/properties/dropped.py.
 */
const emulator = runningEmulator();

const template: Template = {
  Resources: {
    Vault: {
      Type: 'AWS::Backup::BackupVault',
      Properties: { BackupVaultName: 'vault', LockConfiguration: { MinRetentionDays: 7 } },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'logs' } },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'Api' },
        StageName: '$default',
        AutoDeploy: true,
        AccessLogSettings: {
          DestinationArn: { 'Fn::GetAtt': ['Logs', 'Arn'] },
          Format: '$context.status',
        },
        DefaultRouteSettings: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
      },
    },
    Build: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        Name: 'build',
        ServiceRole: 'arn:aws:iam::222222222222:role/build',
        Source: { Type: 'NO_SOURCE', BuildSpec: 'version: 0.2' },
        Artifacts: { Type: 'NO_ARTIFACTS' },
        Environment: {
          Type: 'LINUX_CONTAINER',
          Image: 'aws/codebuild/standard:7.0',
          ComputeType: 'BUILD_GENERAL1_SMALL',
        },
        Cache: { Type: 'LOCAL', Modes: ['LOCAL_CUSTOM_CACHE'] },
        Triggers: { Webhook: true },
      },
    },
    Filtered: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'filtered' } },
    Filter: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        LogGroupName: { Ref: 'Filtered' },
        FilterPattern: 'error',
        MetricTransformations: [
          { MetricNamespace: 'filtered', MetricName: 'errors', MetricValue: '1' },
        ],
      },
    },
    Zone: {
      Type: 'AWS::Route53::HostedZone',
      Properties: {
        Name: 'example.com',
        QueryLoggingConfig: { CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Logs', 'Arn'] } },
      },
    },
    AccessLogs: { Type: 'AWS::S3::Bucket' },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { LoggingConfiguration: { DestinationBucketName: { Ref: 'AccessLogs' } } },
    },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'a@example.com' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'set' } },
    Events: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Set' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['send'],
          CloudWatchDestination: {
            DimensionConfigurations: [
              {
                DimensionName: 'd',
                DimensionValueSource: 'messageTag',
                DefaultDimensionValue: 'x',
              },
            ],
          },
        },
      },
    },
  },
  Outputs: {
    Api: { Value: { Ref: 'Api' } },
    Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
    AccessLogs: { Value: { Ref: 'AccessLogs' } },
    Bucket: { Value: { Ref: 'Bucket' } },
    Zone: { Value: { Ref: 'Zone' } },
  },
};

let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  outputs = await outputsOf(emulator(), { stack: 'dropped', template });
});

const identity = { account: DEV };

async function logEvents(): Promise<string> {
  const answer = await sendSigned(`${emulator().endpoint}/`, 'logs', identity, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
    },
    body: JSON.stringify({ logGroupName: 'logs' }),
  });
  return answer.text;
}

async function logsCall(operation: string, body: object): Promise<void> {
  const answer = await sendSigned(`${emulator().endpoint}/`, 'logs', identity, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

async function metricsIn(namespace: string): Promise<string> {
  const parameters = { Action: 'ListMetrics', Version: '2010-08-01', Namespace: namespace };
  const { status, text } = await query(emulator(), 'monitoring', identity, parameters);
  expect(status).toBe(200);
  return text;
}

test('the report lists the dropped properties that a stack uses', async () => {
  const listed = (await emulator().resources())
    .filter(({ droppedProperties }) => droppedProperties.length > 0)
    .map((r) => [r.type, r.logicalId, r.droppedProperties]);
  expect(listed.sort()).toEqual([
    ['AWS::ApiGatewayV2::Stage', 'Stage', ['AccessLogSettings', 'DefaultRouteSettings']],
    ['AWS::Backup::BackupVault', 'Vault', ['LockConfiguration']],
    ['AWS::CodeBuild::Project', 'Build', ['Cache', 'Triggers']],
    ['AWS::Logs::MetricFilter', 'Filter', ['MetricTransformations']],
    ['AWS::Route53::HostedZone', 'Zone', ['QueryLoggingConfig']],
    ['AWS::S3::Bucket', 'Bucket', ['LoggingConfiguration']],
    ['AWS::SES::ConfigurationSetEventDestination', 'Events', ['EventDestination']],
  ]);
});

test('a call of an HTTP API is not logged', async () => {
  await send(`${output(outputs, 'Url')}/nothing`);
  expect(JSON.parse(await logEvents())).toMatchObject({ events: [] });
});

test('throttling of an HTTP API is forgotten', async () => {
  const path = `/v2/apis/${output(outputs, 'Api')}/stages/$default`;
  const answer = await sendSigned(emulator().endpoint + path, 'apigateway', identity);
  expect(JSON.parse(answer.text)).toMatchObject({ stageName: '$default' });
  expect(answer.text).not.toMatch(/throttlingRateLimit/);
});

test('cache and webhook of a build project are forgotten', async () => {
  const client = new CodeBuildClient(clientOf(emulator(), identity));
  const { projects } = await client.send(new BatchGetProjectsCommand({ names: ['build'] }));
  expect(projects).toHaveLength(1);
  expect(projects?.[0]?.cache?.type ?? 'NO_CACHE').toBe('NO_CACHE');
  expect(projects?.[0]?.webhook).toBeUndefined();
});

test('a backup vault is not locked', async () => {
  const backup = new BackupClient(clientOf(emulator(), identity));
  const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'vault' }));
  expect(vault).toMatchObject({ BackupVaultName: 'vault', Locked: false });
});

test('a log line does not become a metric', async () => {
  const stream = { logGroupName: 'filtered', logStreamName: 'stream' };
  await logsCall('CreateLogStream', stream);
  const logEvents = [{ timestamp: Date.now(), message: 'error' }];
  await logsCall('PutLogEvents', { ...stream, logEvents });
  expect(await metricsIn('filtered')).not.toContain('errors');
});

test('the queries of a zone are not logged', async () => {
  const route53 = new Route53Client(clientOf(emulator(), identity));
  const command = new ListQueryLoggingConfigsCommand({ HostedZoneId: output(outputs, 'Zone') });
  await expect(route53.send(command)).rejects.toThrow();
});

test('access to a bucket is not logged', async () => {
  const s3 = new S3Client({ ...clientOf(emulator(), identity, REGION), forcePathStyle: true });
  const object = { Bucket: output(outputs, 'Bucket'), Key: 'a' };
  await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
  await s3.send(new GetObjectCommand(object));
  const logs = new ListObjectsV2Command({ Bucket: output(outputs, 'AccessLogs') });
  expect((await s3.send(logs)).KeyCount).toBe(0);
});

test('sending a mail publishes no event', async () => {
  const ses = new SESClient(clientOf(emulator(), identity));
  await ses.send(
    new SendEmailCommand({
      Source: 'a@example.com',
      Destination: { ToAddresses: ['b@example.com'] },
      Message: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } },
      ConfigurationSetName: 'set',
    }),
  );
  expect(await metricsIn('AWS/SES')).not.toContain('<MetricName>');
});
