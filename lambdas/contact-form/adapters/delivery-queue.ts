import type { AwsJson, SqsOperations } from '../../shared/aws-json';
import { REASON_ATTRIBUTE } from '../contract';
import type { DeadLetters, DeliveryQueue } from '../delivery-ports';
import { Unavailable } from '../ports';

/** Calls sqs:SendMessage and sqs:ChangeMessageVisibility. */
export function sqsDeliveryQueue<Message>(
  sqs: AwsJson<SqsOperations>,
  queueUrl: string,
): DeliveryQueue<Message> {
  return {
    async put(message, delaySeconds) {
      await available(() =>
        sqs('SendMessage', {
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(message),
          DelaySeconds: delaySeconds,
        }),
      );
    },

    async hide(receiptHandle, seconds) {
      // One try: without it the message comes back as well, after the queue's own timeout.
      await available(() =>
        sqs(
          'ChangeMessageVisibility',
          { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds },
          { attempts: 1 },
        ),
      );
    },
  };
}

/** Calls sqs:SendMessage. */
export function sqsDeadLetters(sqs: AwsJson<SqsOperations>, queueUrl: string): DeadLetters {
  return {
    async put(body, reason) {
      await available(() =>
        sqs('SendMessage', {
          QueueUrl: queueUrl,
          MessageBody: body,
          MessageAttributes: { [REASON_ATTRIBUTE]: { DataType: 'String', StringValue: reason } },
        }),
      );
    },
  };
}

async function available(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw new Unavailable('sqs', error);
  }
}
