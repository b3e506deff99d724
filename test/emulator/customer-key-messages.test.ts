import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { output, outputsOf } from './support/deploy';
import { clientAs, policy, rolesOf } from './support/roles';
import { DEV, REGION, runningEmulator } from './support/running-emulator';

/** What a function needs beside its grants on queue, topic and table when these are under a key. */
const emulator = runningEmulator();

const through = (...services: string[]) => ({
  StringEquals: { 'kms:ViaService': services.map((one) => `${one}.${REGION}.amazonaws.com`) },
});
const keyGrant = (Action: string, ...services: string[]) => ({
  Action,
  Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
  Condition: through(...services),
});

const work = {
  Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sns:Publish', 'dynamodb:PutItem'],
  Resource: '*',
};
const role = rolesOf('lambda.amazonaws.com');

const everyService = ['sqs', 'sns', 'dynamodb'];

let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  const KmsMasterKeyId = { 'Fn::GetAtt': ['Key', 'Arn'] };
  outputs = await outputsOf(emulator(), {
    stack: 'messages',
    template: {
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: policy({
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${DEV}:root` },
              Action: 'kms:*',
              Resource: '*',
            }),
          },
        },
        Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId } },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId } },
        Table: {
          Type: 'AWS::DynamoDB::GlobalTable',
          Properties: {
            BillingMode: 'PAY_PER_REQUEST',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
            Replicas: [{ Region: REGION, SSESpecification: { KMSMasterKeyId: KmsMasterKeyId } }],
          },
        },
        Whole: role(
          'whole',
          work,
          keyGrant('kms:Decrypt', ...everyService),
          keyGrant('kms:GenerateDataKey', 'sqs', 'sns'),
        ),
        Reader: role('reader', work, keyGrant('kms:Decrypt', ...everyService)),
        Elsewhere: role(
          'elsewhere',
          work,
          keyGrant('kms:Decrypt', 's3'),
          keyGrant('kms:GenerateDataKey', 's3'),
        ),
        Keyless: role('keyless', work),
      },
      Outputs: {
        Queue: { Value: { Ref: 'Queue' } },
        Topic: { Value: { Ref: 'Topic' } },
        Table: { Value: { Ref: 'Table' } },
      },
    },
  });
});

const settings = (name: string) => clientAs(emulator(), 'lambda.amazonaws.com', name);

const QueueUrl = () => output(outputs, 'Queue');
const tasks = {
  'sends a message': async (name: string) =>
    new SQSClient(await settings(name)).send(
      new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'hello' }),
    ),
  'receives messages': async (name: string) =>
    new SQSClient(await settings(name)).send(new ReceiveMessageCommand({ QueueUrl: QueueUrl() })),
  'publishes an event': async (name: string) =>
    new SNSClient(await settings(name)).send(
      new PublishCommand({ TopicArn: output(outputs, 'Topic'), Message: 'hello' }),
    ),
  'stores an item': async (name: string) =>
    new DynamoDBClient(await settings(name)).send(
      new PutItemCommand({ TableName: output(outputs, 'Table'), Item: { id: { S: 'one' } } }),
    ),
};
const denied = /not authorized|AccessDenied/i;
const names = Object.keys(tasks) as (keyof typeof tasks)[];

test.each(names)('a role with the key’s actions through the right services %s', async (task) => {
  await expect(tasks[task]('whole')).resolves.toBeDefined();
});

test.each(names)('a role without the key never %s', async (task) => {
  await expect(tasks[task]('keyless')).rejects.toThrow(denied);
});

test.each(names)('a role with the key through another service never %s', async (task) => {
  await expect(tasks[task]('elsewhere')).rejects.toThrow(denied);
});

test('a role that may only decrypt receives and stores, and neither sends nor publishes', async () => {
  await expect(tasks['receives messages']('reader')).resolves.toBeDefined();
  await expect(tasks['stores an item']('reader')).resolves.toBeDefined();
  await expect(tasks['sends a message']('reader')).rejects.toThrow(denied);
  await expect(tasks['publishes an event']('reader')).rejects.toThrow(denied);
});
