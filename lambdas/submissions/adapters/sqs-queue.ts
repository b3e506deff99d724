import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Ask, MessageQueue } from '../ports';

/** Long enough for a walk past 10,000 messages. After it, the messages of an interrupted walk are back. */
const HOLD_SECONDS = 900;
/** With a wait, SQS asks all of its servers. So one empty answer means the end. */
const WAIT_SECONDS = 2;

export async function openQueue(client: SQSClient, name: string, ask: Ask): Promise<MessageQueue> {
  const { QueueUrl: url } = await ask(`Queue ${name}`, () =>
    client.send(new GetQueueUrlCommand({ QueueName: name })),
  );
  return sqsQueue(client, url ?? '', ask);
}

export function sqsQueue(client: Pick<SQSClient, 'send'>, url: string, ask: Ask): MessageQueue {
  const queue = { QueueUrl: url };
  const what = `Queue ${url}`;

  /** Makes a message that was looked at available again. */
  async function giveBack(message: Message): Promise<void> {
    const { ReceiptHandle } = message;
    await ask(what, () =>
      client.send(
        new ChangeMessageVisibilityCommand({ ...queue, ReceiptHandle, VisibilityTimeout: 0 }),
      ),
    );
  }

  async function receive(): Promise<Message[]> {
    const { Messages = [] } = await ask(what, () =>
      client.send(
        new ReceiveMessageCommand({
          ...queue,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HOLD_SECONDS,
          WaitTimeSeconds: WAIT_SECONDS,
        }),
      ),
    );
    return Messages;
  }

  return {
    url,
    async send(body) {
      await ask(what, () => client.send(new SendMessageCommand({ ...queue, MessageBody: body })));
    },
    async walk(judge) {
      // Held until the end, so that every message is seen once.
      const held = new Map<string, Message>();
      try {
        for (;;) {
          const messages = await receive();
          const fresh = messages.filter(({ MessageId = '' }) => !held.has(MessageId));
          for (const message of messages) held.set(message.MessageId ?? '', message);
          if (fresh.length === 0) return;
          for (const message of fresh) {
            const { MessageId: messageId = '', Body: body = '', ReceiptHandle } = message;
            if ((await judge({ messageId, body })) === 'keep') continue;
            await ask(what, () =>
              client.send(new DeleteMessageCommand({ ...queue, ReceiptHandle })),
            );
            held.delete(messageId);
          }
        }
      } finally {
        for (const message of held.values()) await giveBack(message);
      }
    },
    async outOfReach() {
      const { Attributes } = await ask(what, () =>
        client.send(
          new GetQueueAttributesCommand({
            ...queue,
            AttributeNames: [
              'ApproximateNumberOfMessagesNotVisible',
              'ApproximateNumberOfMessagesDelayed',
            ],
          }),
        ),
      );
      return {
        inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
        delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed ?? 0),
      };
    },
  };
}
