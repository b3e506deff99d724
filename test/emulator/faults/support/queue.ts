import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Emulator } from '../../../../rehearsal/emulator/emulator';
import { clientOf, REGION } from '../../support/running-emulator';

/** A client that takes messages as Lambda does: under the function's role. */
export async function pollerUnder(roleArn: string, emulator: Emulator): Promise<SQSClient> {
  const session = await emulator.assumeServiceRole({
    roleArn,
    service: 'lambda.amazonaws.com',
    sessionName: 'event-source',
    region: REGION,
  });
  return new SQSClient(clientOf(emulator, session));
}

/** How many messages are visible, in flight, delayed. */
export async function countsOf(queueUrl: string, sqs: SQSClient): Promise<number[]> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  return [
    Number(Attributes?.ApproximateNumberOfMessages),
    Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    Number(Attributes?.ApproximateNumberOfMessagesDelayed),
  ];
}

/** Takes every message that is visible. */
export async function drain(queueUrl: string, sqs: SQSClient): Promise<Message[]> {
  const drained: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 3600,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return drained;
    drained.push(...Messages);
  }
}
