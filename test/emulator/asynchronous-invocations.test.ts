import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from '../helpers/eventually';
import { output, outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const client = () => clientOf(emulator(), { account: DEV });

/** Puts a mark into a queue each time, and fails as often as the event asks for: any of its processes counts. */
const CODE = `
const { appendFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
exports.handler = async (event) => {
  const { id, failures } = event.detail ?? JSON.parse(event.Records?.[0].Sns.Message ?? JSON.stringify(event));
  const tries = join(process.env.FOLDER, id);
  appendFileSync(tries, '.');
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.TRIES, MessageBody: id }));
  if (statSync(tries).size <= failures) throw new Error('planned failure');
};`;

const folder = mkdtempSync(join(tmpdir(), 'waypost-tries-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const permission = (service: string) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Function' },
      Principal: `${service}.amazonaws.com`,
    },
  });
  outputs = await outputsOf(emulator(), {
    stack: 'asynchronous',
    template: {
      Resources: {
        Tries: { Type: 'AWS::SQS::Queue' },
        DeadLetters: { Type: 'AWS::SQS::Queue' },
        Role: rolesOf('lambda.amazonaws.com')('asynchronous', { Action: '*', Resource: '*' }),
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Runtime: 'nodejs24.x',
            Handler: 'index.handler',
            Role: arnOf('Role'),
            Code: { ZipFile: CODE },
            Environment: { Variables: { TRIES: { Ref: 'Tries' }, FOLDER: folder } },
            DeadLetterConfig: { TargetArn: arnOf('DeadLetters') },
          },
        },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventPattern: { source: ['test'] },
            Targets: [{ Id: 'function', Arn: arnOf('Function') }],
          },
        },
        ByRule: permission('events'),
        Topic: { Type: 'AWS::SNS::Topic' },
        Subscription: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'Topic' },
            Protocol: 'lambda',
            Endpoint: arnOf('Function'),
          },
        },
        ByTopic: permission('sns'),
      },
      Outputs: Object.fromEntries(
        ['Tries', 'DeadLetters', 'Function', 'Topic'].map((id) => [id, { Value: { Ref: id } }]),
      ),
    },
  });
});

interface Job {
  readonly id: string;
  readonly failures: number;
}

/** Everything that calls a function without waiting for it. */
const CALLERS: Readonly<Record<string, (job: Job) => Promise<unknown>>> = {
  'a rule': (job) =>
    new EventBridgeClient(client()).send(
      new PutEventsCommand({
        Entries: [{ Source: 'test', DetailType: 'job', Detail: JSON.stringify(job) }],
      }),
    ),
  'a topic': (job) =>
    new SNSClient(client()).send(
      new PublishCommand({ TopicArn: output(outputs, 'Topic'), Message: JSON.stringify(job) }),
    ),
  'a caller': (job) =>
    new LambdaClient(client()).send(
      new InvokeCommand({
        FunctionName: output(outputs, 'Function'),
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(job)),
      }),
    ),
};

/** So many messages of a queue, taken from it. */
async function take(queue: 'Tries' | 'DeadLetters', number: number): Promise<readonly Message[]> {
  const sqs = new SQSClient(client());
  const found: Message[] = [];
  return eventually(async () => {
    const receive = new ReceiveMessageCommand({
      QueueUrl: output(outputs, queue),
      MaxNumberOfMessages: 1,
      MessageAttributeNames: ['All'],
      VisibilityTimeout: 3_600,
      WaitTimeSeconds: 1,
    });
    found.push(...((await sqs.send(receive)).Messages ?? []));
    return found.length >= number ? found : undefined;
  });
}

test.each(Object.keys(CALLERS))(
  'an event of %s that fails is tried twice more, and then a dead letter with its error',
  async (name) => {
    const job = { id: `lost by ${name}`, failures: 3 };
    await CALLERS[name]?.(job);
    const [letter] = await take('DeadLetters', 1);

    expect(letter?.Body).toContain(job.id);
    expect(letter?.MessageAttributes).toMatchObject({
      RequestID: { DataType: 'String' },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: { DataType: 'String', StringValue: 'planned failure' },
    });
    expect((await take('Tries', 3)).map(({ Body }) => Body)).toEqual([job.id, job.id, job.id]);
  },
);

test.each(Object.keys(CALLERS))(
  'control: an event of %s that fails once is tried once more',
  async (name) => {
    const job = { id: `mended by ${name}`, failures: 1 };
    await CALLERS[name]?.(job);
    await take('Tries', 2);
    // It is tried no more: the next mark is of the next event.
    await CALLERS[name]?.({ id: 'next', failures: 0 });

    expect((await take('Tries', 1)).map(({ Body }) => Body)).toEqual(['next']);
  },
);
