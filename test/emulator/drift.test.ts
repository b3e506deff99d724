import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deployPolicies } from '../../bin/commands/bootstrap/account-policies';
import { detectDrift } from '../../lambdas/drift-detection/detect-drift';
import { accountsOf } from '../../lib/config/accounts';
import { exampleConfig } from '../helpers/example-config';
import { withCdk } from './support/cdk';
import { output, outputsOf, type Template } from './support/deploy';
import { clientAs } from './support/roles';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const contact = { stackName: 'waypost-dev-contact', region: REGION };
const absent = { stackName: 'waypost-dev-dns', region: 'us-east-1' };

const template: Template = {
  Resources: {
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName: 'waypost-dev-submissions', VisibilityTimeout: 30 },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'waypost-dev-table',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  },
  Outputs: { Url: { Value: { Ref: 'Queue' } } },
};

let queueUrl: string;
beforeAll(async () => {
  const config = exampleConfig();
  const dev = accountsOf(config).find(({ account }) => account === DEV);
  if (!dev) throw new Error('The example configuration has no such account.');
  await withCdk(emulator(), dev, async (cdk) => {
    await deployPolicies(config, dev, ['AWS::SQS::Queue', 'AWS::DynamoDB::GlobalTable'], cdk);
  });
  queueUrl = output(await outputsOf(emulator(), { stack: contact.stackName, template }), 'Url');
});

/** As the function, under the role that bootstrap made. */
const client = () => clientAs(emulator(), 'lambda.amazonaws.com', 'waypost-dev-drift-reader');

async function detect() {
  const { endpoint, credentials } = await client();
  return detectDrift(
    [contact, absent],
    (region) => new CloudFormationClient({ region, endpoint, credentials }),
    (ms) => sleep(ms),
  );
}

async function wait(seconds: number) {
  const owner = new SQSClient(clientOf(emulator(), { account: DEV }));
  const Attributes = { VisibilityTimeout: String(seconds) };
  await owner.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes }));
}

test('a stack as it was deployed has no drift; one that is not there is told', async () => {
  expect(await detect()).toEqual({
    drifted: [],
    unknown: [{ ...absent, reason: expect.stringContaining('does not exist') as string }],
  });
});

test('what was changed by hand is found by resource and property, and is gone when put back', async () => {
  await wait(60);
  expect((await detect()).drifted).toEqual([
    {
      ...contact,
      logicalId: 'Queue',
      type: 'AWS::SQS::Queue',
      change: 'MODIFIED',
      properties: ['/VisibilityTimeout'],
    },
  ]);
  await wait(30);
  expect((await detect()).drifted).toEqual([]);
});

test('the role that looks reads no item, and changes nothing', async () => {
  const Key = { id: { S: 'a' } };
  const dynamoDb = new DynamoDBClient(await client());
  await expect(
    dynamoDb.send(new GetItemCommand({ TableName: 'waypost-dev-table', Key })),
  ).rejects.toThrow(/not authorized/);
  const sqs = new SQSClient(await client());
  await expect(
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: {} })),
  ).rejects.toThrow(/not authorized|denied/i);
});
