import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { output, outputsOf, update, type Template } from './support/deploy';
import { sendSigned } from './support/http';
import { GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

/** Properties that MiniStack's own provisioners forget and the launcher sets (launcher/properties). */
const emulator = runningEmulator();
const identity = { account: DEV };

const keys = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

describe.each([
  [
    'AWS::DynamoDB::Table',
    {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 7,
      },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    },
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        {
          Region: REGION,
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: {
            PointInTimeRecoveryEnabled: true,
            RecoveryPeriodInDays: 7,
          },
        },
      ],
    },
  ],
])('%s', (Type, settings) => {
  const TableName = Type.replaceAll('::', '-');
  const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
  const template = (properties: object): Template => ({
    Resources: { Table: { Type, Properties: { TableName, ...keys, ...properties } } },
  });

  async function read() {
    const client = new DynamoDBClient(clientOf(emulator(), identity));
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    return {
      protected: Table?.DeletionProtectionEnabled,
      encryption: Table?.SSEDescription?.Status,
      ttl: ttl.TimeToLiveDescription?.TimeToLiveStatus,
      recovery:
        backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
          ?.PointInTimeRecoveryStatus,
      recoveryDays:
        backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.RecoveryPeriodInDays,
    };
  }

  test('remembers protection, encryption, time to live and recovery, and their removal', async () => {
    await outputsOf(emulator(), {
      stack: TableName,
      template: template({ TimeToLiveSpecification, ...settings }),
    });
    expect(await read()).toEqual({
      protected: true,
      encryption: 'ENABLED',
      ttl: 'ENABLED',
      recovery: 'ENABLED',
      recoveryDays: 7,
    });
    await update(emulator(), { stack: TableName, template: template({}) });
    expect(await read()).toMatchObject({
      protected: false,
      ttl: 'DISABLED',
      recovery: 'DISABLED',
    });
  });
});

test('AWS::S3::Bucket remembers its lifecycle, encryption, logging, ownership and tags', async () => {
  const Bucket = 'remembering';
  const key = `arn:aws:kms:${REGION}:${DEV}:key/00000000-0000-4000-8000-000000000000`;
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key };
  const Properties = {
    BucketName: Bucket,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true },
      ],
    },
    LifecycleConfiguration: {
      Rules: [
        {
          Status: 'Enabled',
          ExpirationInDays: 30,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
        {
          Status: 'Enabled',
          ObjectSizeGreaterThan: 1_048_576,
          Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }],
          NoncurrentVersionTransitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 40 }],
        },
      ],
    },
    LoggingConfiguration: { DestinationBucketName: Bucket, LogFilePrefix: 'logs/' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    Tags: [{ Key: 'project', Value: 'waypost' }],
  };
  const template = (properties: object): Template => ({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: properties } },
  });
  await outputsOf(emulator(), { stack: 'bucket', template: template(Properties) });

  const s3 = new S3Client({ ...clientOf(emulator(), identity), forcePathStyle: true });
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
    { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true },
  ]);
  const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(lifecycle.Rules).toEqual([
    expect.objectContaining({
      Status: 'Enabled',
      Expiration: { Days: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    }),
    expect.objectContaining({
      Filter: { And: { Prefix: '', ObjectSizeGreaterThan: 1_048_576 } },
      Transitions: [{ StorageClass: 'STANDARD_IA', Days: 30 }],
      NoncurrentVersionTransitions: [{ StorageClass: 'STANDARD_IA', NoncurrentDays: 40 }],
    }),
  ]);
  const logging = await s3.send(new GetBucketLoggingCommand({ Bucket }));
  expect(logging.LoggingEnabled).toMatchObject({ TargetBucket: Bucket, TargetPrefix: 'logs/' });
  const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  const tags = await s3.send(new GetBucketTaggingCommand({ Bucket }));
  expect(tags.TagSet).toContainEqual({ Key: 'project', Value: 'waypost' });

  await update(emulator(), { stack: 'bucket', template: template({ BucketName: Bucket }) });
  await expect(
    s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  ).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
});

test('a write with aws:kms and no key takes the managed key', async () => {
  await outputsOf(emulator(), {
    stack: 'managed-key',
    template: {
      Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'managed' } } },
    },
  });
  const s3 = new S3Client({ ...clientOf(emulator(), identity), forcePathStyle: true });
  const put = { Bucket: 'managed', Key: 'a', Body: 'x', ServerSideEncryption: 'aws:kms' } as const;
  const { SSEKMSKeyId } = await s3.send(new PutObjectCommand(put));
  expect(SSEKMSKeyId).toContain('alias/aws/s3');
});

test('AWS::SNS::Topic remembers its key, and its removal', async () => {
  const template = (properties: object): Template => ({
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't', ...properties } },
    },
  });
  const read = async () => {
    const sns = new SNSClient(clientOf(emulator(), identity));
    const TopicArn = `arn:aws:sns:${REGION}:${DEV}:t`;
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    return Attributes?.['KmsMasterKeyId'];
  };
  await outputsOf(emulator(), {
    stack: 'topic',
    template: template({ KmsMasterKeyId: 'the-key' }),
  });
  expect(await read()).toBe('the-key');
  await update(emulator(), { stack: 'topic', template: template({}) });
  expect(await read()).toBeUndefined();
});

test('AWS::SES::EmailIdentity of a domain has the DKIM records that DNS wants', async () => {
  const outputs = await outputsOf(emulator(), {
    stack: 'identity',
    template: {
      Resources: {
        Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
      },
      Outputs: Object.fromEntries(
        ['Name1', 'Value1', 'Name2', 'Value2', 'Name3', 'Value3'].map((part) => [
          part,
          { Value: { 'Fn::GetAtt': ['Domain', `DkimDNSToken${part}`] } },
        ]),
      ),
    },
  });
  expect(output(outputs, 'Name1')).toMatch(/^[0-9a-f]{32}\._domainkey\.example\.com$/);
  expect(output(outputs, 'Value1')).toMatch(/^[0-9a-f]{32}\.dkim\.amazonses\.com$/);
  expect(new Set(Object.values(outputs)).size).toBe(6);
});

test('AWS::SES::EmailIdentity of a domain has seen the records of its MAIL FROM domain', async () => {
  const EmailIdentity = 'mail-from.example.com';
  await outputsOf(emulator(), {
    stack: 'mail-from',
    template: {
      Resources: {
        Domain: {
          Type: 'AWS::SES::EmailIdentity',
          Properties: {
            EmailIdentity,
            MailFromAttributes: { MailFromDomain: `bounce.${EmailIdentity}` },
          },
        },
      },
    },
  });
  const client = new SESv2Client(clientOf(emulator(), identity));
  const { MailFromAttributes } = await client.send(new GetEmailIdentityCommand({ EmailIdentity }));
  expect(MailFromAttributes).toMatchObject({
    MailFromDomain: `bounce.${EmailIdentity}`,
    MailFromDomainStatus: 'SUCCESS',
  });
});

test('the name servers that a hosted zone’s stack reads are those of its NS record', async () => {
  const outputs = await outputsOf(emulator(), {
    stack: 'zone',
    template: {
      Resources: {
        Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'example.com' } },
      },
      Outputs: {
        Id: { Value: { Ref: 'Zone' } },
        NameServers: { Value: { 'Fn::Join': [' ', { 'Fn::GetAtt': ['Zone', 'NameServers'] }] } },
      },
    },
  });
  const path = `/2013-04-01/hostedzone/${output(outputs, 'Id')}/rrset`;
  const { text } = await sendSigned(emulator().endpoint + path, 'route53', identity);
  const servers = output(outputs, 'NameServers').split(' ');
  expect(servers).toHaveLength(4);
  for (const server of servers) expect(text).toContain(`<Value>${server}.</Value>`);
});
