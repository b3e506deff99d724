import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { output, outputsOf } from './support/deploy';
import { clientOf, DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
let TopicArn: string;

beforeAll(async () => {
  const subscription = (properties: object) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, ...properties },
  });
  const outputs = await outputsOf(emulator(), {
    stack: 'news',
    template: {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
        Queue: { Type: 'AWS::SQS::Queue' },
        Owner: subscription({ Protocol: 'email', Endpoint: 'owner@example.com' }),
        Failures: subscription({
          Protocol: 'email',
          Endpoint: 'failures@example.com',
          FilterPolicy: { type: ['failed'] },
        }),
        Program: subscription({
          Protocol: 'sqs',
          Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        }),
      },
      Outputs: { Topic: { Value: { Ref: 'Topic' } } },
    },
  });
  TopicArn = output(outputs, 'Topic');
});

/** What is mailed on a message that is published. */
async function mailedOn(message: Omit<PublishCommand['input'], 'TopicArn'>) {
  const before = (await emulator().mails()).length;
  const sns = new SNSClient(clientOf(emulator(), { account: DEV }));
  await sns.send(new PublishCommand({ TopicArn, ...message }));
  return (await emulator().mails()).slice(before);
}

test('a topic mails what it is told to each subscriber by e-mail, as SNS does', async () => {
  const mails = await mailedOn({ Subject: 'Released', Message: 'dev and prod' });

  expect(mails).toMatchObject([
    {
      account: DEV,
      region: REGION,
      topic: TopicArn,
      from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
      to: ['owner@example.com'],
      subject: 'Released',
      text: 'dev and prod',
      html: '',
    },
  ]);
});

test('who has asked for some messages gets those, each in a mail of its own', async () => {
  const type = { DataType: 'String', StringValue: 'failed' };
  const mails = await mailedOn({ Message: 'no', MessageAttributes: { type } });

  expect(mails.map(({ to, subject }) => [to[0], subject]).sort()).toEqual([
    ['failures@example.com', 'AWS Notification Message'],
    ['owner@example.com', 'AWS Notification Message'],
  ]);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
});

test('a mail has the text that is meant for mail', async () => {
  const Message = JSON.stringify({ default: '{}', email: 'Dear owner' });
  expect(await mailedOn({ MessageStructure: 'json', Message })).toMatchObject([
    { text: 'Dear owner' },
  ]);
});
