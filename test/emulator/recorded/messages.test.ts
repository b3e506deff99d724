import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { eventually } from '../../helpers/eventually';
import { outputsOf } from '../support/deploy';
import { policy, rolesOf } from '../support/roles';
import { refusalOf } from '../support/refusal';
import { clientOf, DEV, REGION, runningEmulator } from '../support/running-emulator';

// Recorded on AWS, 2022 to 2025: test_sqs and test_sns (snapshot.json, and what their code asserts) of
// https://github.com/localstack/localstack/tree/main/tests/aws/services

const emulator = runningEmulator();
const sqs = () => new SQSClient(clientOf(emulator(), { account: DEV }));
const sns = () => new SNSClient(clientOf(emulator(), { account: DEV }));

let names = 0;
async function newQueue(attributes: Readonly<Record<string, string>> = {}) {
  const QueueName = `queue-${(names += 1)}`;
  const { QueueUrl = '' } = await sqs().send(
    new CreateQueueCommand({ QueueName, Attributes: attributes }),
  );
  return { QueueUrl, arn: `arn:aws:sqs:${REGION}:${DEV}:${QueueName}` };
}

const receive = async (QueueUrl: string, more: object = {}): Promise<Message> =>
  eventually(async () => {
    const all = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
    const request = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, ...all, ...more });
    return (await sqs().send(request)).Messages?.[0];
  });

const ATTRIBUTE = { Foo: { DataType: 'String', StringValue: 'Bar' } };
// MD5 of the body `msg`, and of the attribute above.
const MD5 = '6e2baaf3b97dbeef01c0043275f9a0e7';
const MD5_OF_ATTRIBUTE = 'ae7155c6026991b6d54b11589678bf9c';

describe('a message on a queue', () => {
  test('has the digests of its body and of its attributes, where it is sent and where it comes', async () => {
    const { QueueUrl } = await newQueue();
    const sent = await sqs().send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'msg', MessageAttributes: ATTRIBUTE }),
    );

    expect(sent).toMatchObject({
      MD5OfMessageBody: MD5,
      MD5OfMessageAttributes: MD5_OF_ATTRIBUTE,
      MessageId: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
    expect(await receive(QueueUrl)).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String) as string,
      Body: 'msg',
      MD5OfBody: MD5,
      MD5OfMessageAttributes: MD5_OF_ATTRIBUTE,
      MessageAttributes: ATTRIBUTE,
      Attributes: {
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
        ApproximateReceiveCount: '1',
        SenderId: expect.any(String) as string,
        SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
      },
    });
  });

  test('comes without attributes where none are asked for', async () => {
    const { QueueUrl } = await newQueue();
    await sqs().send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'msg', MessageAttributes: ATTRIBUTE }),
    );
    const none = { MessageSystemAttributeNames: undefined, MessageAttributeNames: undefined };

    expect(Object.keys(await receive(QueueUrl, none)).toSorted()).toEqual([
      'Body',
      'MD5OfBody',
      'MessageId',
      'ReceiptHandle',
    ]);
  });

  test('keeps its id and its attributes on the way to the dead letters, and says where from', async () => {
    const dead = await newQueue();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    const { QueueUrl, arn } = await newQueue({ RedrivePolicy });
    await sqs().send(
      new SendMessageCommand({ QueueUrl, MessageBody: 'msg', MessageAttributes: ATTRIBUTE }),
    );
    const first = await receive(QueueUrl, { VisibilityTimeout: 0 });
    await sqs().send(new ReceiveMessageCommand({ QueueUrl }));

    expect(await receive(dead.QueueUrl)).toMatchObject({
      MessageId: first.MessageId,
      MD5OfMessageAttributes: MD5_OF_ATTRIBUTE,
      MessageAttributes: ATTRIBUTE,
      Attributes: { ApproximateReceiveCount: '2', DeadLetterQueueSourceArn: arn },
    });
  });

  test('is not there at all on an empty queue: the answer has no list', async () => {
    const { QueueUrl } = await newQueue();
    const answer = await sqs().send(new ReceiveMessageCommand({ QueueUrl }));
    expect(answer).not.toHaveProperty('Messages');
  });
});

describe('a receipt handle', () => {
  async function spent() {
    const { QueueUrl } = await newQueue();
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: 'msg' }));
    const { ReceiptHandle = '' } = await receive(QueueUrl);
    await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return { QueueUrl, ReceiptHandle };
  }

  test('whose message is deleted deletes it again, by itself and in a batch', async () => {
    const { QueueUrl, ReceiptHandle } = await spent();
    const Entries = [
      { Id: 'spent', ReceiptHandle },
      { Id: 'garbage', ReceiptHandle: 'garbage' },
    ];

    await expect(
      sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    ).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    const batch = await sqs().send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(batch.Successful).toEqual([{ Id: 'spent' }]);
    expect(batch.Failed).toMatchObject([{ Id: 'garbage', Code: 'ReceiptHandleIsInvalid' }]);
  });

  test('whose message is deleted hides nothing any more', async () => {
    const { QueueUrl, ReceiptHandle } = await spent();
    const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: 42 };

    expect(await refusalOf(sqs().send(new ChangeMessageVisibilityCommand(change)))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    });
  });

  test('deletes its message also after it can be received again', async () => {
    const { QueueUrl } = await newQueue();
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: 'msg' }));
    const { ReceiptHandle } = await receive(QueueUrl, { VisibilityTimeout: 0 });
    await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    const answer = await sqs().send(new ReceiveMessageCommand({ QueueUrl }));
    expect(answer).not.toHaveProperty('Messages');
  });

  test('that SQS never gave is refused', async () => {
    const { QueueUrl } = await newQueue();
    const call = sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'garbage' }));

    expect(await refusalOf(call)).toEqual({
      code: 'ReceiptHandleIsInvalid',
      status: 400,
      message: 'The input receipt handle "garbage" is not a valid receipt handle.',
    });
  });
});

test('a queue that is not there is refused by the code that the SDK calls QueueDoesNotExist', async () => {
  const call = sqs().send(new GetQueueUrlCommand({ QueueName: 'nothing' }));

  expect(await refusalOf(call)).toEqual({
    code: 'AWS.SimpleQueueService.NonExistentQueue',
    status: 400,
    message: 'The specified queue does not exist.',
  });
  expect(await call.catch((error: unknown) => (error as Error).name)).toBe('QueueDoesNotExist');
});

describe('a message of a topic', () => {
  const Policy = JSON.stringify(
    policy({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
    }),
  );
  const MessageAttributes = { type: { DataType: 'String', StringValue: 'failed' } };

  async function newTopic(): Promise<string> {
    const { TopicArn = '' } = await sns().send(
      new CreateTopicCommand({ Name: `topic-${(names += 1)}` }),
    );
    return TopicArn;
  }
  async function subscribed(TopicArn: string, attributes: Readonly<Record<string, string>>) {
    const { QueueUrl, arn } = await newQueue({ Policy });
    await sns().send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: arn,
        Attributes: attributes,
      }),
    );
    return QueueUrl;
  }

  test('comes to a queue in an envelope', async () => {
    const TopicArn = await newTopic();
    const queue = await subscribed(TopicArn, {});
    const { MessageId } = await sns().send(
      new PublishCommand({ TopicArn, Message: 'text', Subject: 'Subject', MessageAttributes }),
    );
    const { Body = '', ...message } = await receive(queue);

    expect(JSON.parse(Body)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'Subject',
      Message: 'text',
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      SignatureVersion: '1',
      Signature: expect.any(String) as string,
      SigningCertURL: expect.stringMatching(/\/SimpleNotificationService-.*\.pem$/) as string,
      UnsubscribeURL: expect.stringContaining('?Action=Unsubscribe&SubscriptionArn=') as string,
      MessageAttributes: { type: { Type: 'String', Value: 'failed' } },
    });
    expect(message).not.toHaveProperty('MessageAttributes');
  });

  test('comes raw where that is asked for, its attributes as those of the queue', async () => {
    const TopicArn = await newTopic();
    const queue = await subscribed(TopicArn, { RawMessageDelivery: 'true' });
    await sns().send(new PublishCommand({ TopicArn, Message: 'text', MessageAttributes }));

    expect(await receive(queue)).toMatchObject({ Body: 'text', MessageAttributes });
  });

  test('comes as its protocol has it, and as the default else', async () => {
    const TopicArn = await newTopic();
    const queue = await subscribed(TopicArn, { RawMessageDelivery: 'true' });
    const publish = (message: object) =>
      sns().send(
        new PublishCommand({
          TopicArn,
          MessageStructure: 'json',
          Message: JSON.stringify(message),
        }),
      );

    await publish({ default: 'default field', sqs: '{"field":"value"}' });
    expect((await receive(queue)).Body).toBe('{"field":"value"}');
    await publish({ default: 'default field', email: 'mail' });
    expect((await receive(queue)).Body).toBe('default field');
  });

  test('does not come where a filter policy names another attribute', async () => {
    const TopicArn = await newTopic();
    const FilterPolicy = JSON.stringify({ type: ['released'] });
    const queue = await subscribed(TopicArn, { RawMessageDelivery: 'true', FilterPolicy });
    const publish = (Message: string, StringValue: string) =>
      sns().send(
        new PublishCommand({
          TopicArn,
          Message,
          MessageAttributes: { type: { DataType: 'String', StringValue } },
        }),
      );
    await publish('first', 'failed');
    await publish('second', 'released');

    expect((await receive(queue)).Body).toBe('second');
  });

  test('for a function that is gone comes to the dead letters of its subscription, in its envelope', async () => {
    const TopicArn = await newTopic();
    const dead = await newQueue({ Policy });
    const outputs = await outputsOf(emulator(), {
      stack: `subscribed-${(names += 1)}`,
      template: {
        Resources: {
          Role: rolesOf('lambda.amazonaws.com')('listener'),
          Function: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Runtime: 'nodejs24.x',
              Handler: 'index.handler',
              Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
              Code: { ZipFile: 'exports.handler = async () => {};' },
            },
          },
          Subscription: {
            Type: 'AWS::SNS::Subscription',
            Properties: {
              TopicArn,
              Protocol: 'lambda',
              Endpoint: { 'Fn::GetAtt': ['Function', 'Arn'] },
              RedrivePolicy: { deadLetterTargetArn: dead.arn },
            },
          },
        },
        Outputs: { Function: { Value: { Ref: 'Function' } } },
      },
    });
    const lambda = new LambdaClient(clientOf(emulator(), { account: DEV }));
    await lambda.send(new DeleteFunctionCommand({ FunctionName: outputs['Function'] }));
    const { MessageId } = await sns().send(
      new PublishCommand({ TopicArn, Message: 'text', MessageAttributes }),
    );

    expect(JSON.parse((await receive(dead.QueueUrl)).Body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Message: 'text',
      MessageAttributes: { type: { Type: 'String', Value: 'failed' } },
    });
  });

  const LINE_BREAK = 'a\nb';
  test.each([
    ['without text', { Message: '' }, 'Empty message'],
    ['with a subject of two lines', { Message: 'a', Subject: LINE_BREAK }, 'Subject'],
    ['with a subject too long', { Message: 'a', Subject: 'a'.repeat(101) }, 'Subject'],
    [
      'for protocols, without a default',
      { Message: '{"email":"a"}', MessageStructure: 'json' },
      'Message Structure - No default entry in JSON message body',
    ],
    [
      'for protocols, which is no JSON',
      { Message: 'a', MessageStructure: 'json' },
      'Message Structure - JSON message body failed to parse',
    ],
  ])('%s is refused', async (_, message, problem) => {
    const TopicArn = await newTopic();

    expect(await refusalOf(sns().send(new PublishCommand({ TopicArn, ...message })))).toEqual({
      code: 'InvalidParameter',
      status: 400,
      message: `Invalid parameter: ${problem}`,
    });
  });

  test('of a topic that is not there is refused', async () => {
    const TopicArn = `arn:aws:sns:${REGION}:${DEV}:nothing`;
    const missing = { code: 'NotFound', status: 404 };

    expect(
      await refusalOf(sns().send(new PublishCommand({ TopicArn, Message: 'text' }))),
    ).toMatchObject(missing);
    expect(await refusalOf(sns().send(new GetTopicAttributesCommand({ TopicArn })))).toMatchObject(
      missing,
    );
  });

  test('control: a message that SNS takes is not refused', async () => {
    const TopicArn = await newTopic();
    const call = sns().send(
      new PublishCommand({ TopicArn, Message: 'a', Subject: 'waypost: ä failed' }),
    );
    await expect(refusalOf(call)).rejects.toThrow('the call was not refused');
  });
});
