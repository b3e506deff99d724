import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type SubmissionQueue, Unavailable } from '../ports';

/** Calls sqs:SendMessage. */
export function sqsQueue(client: Pick<SQSClient, 'send'>, queueUrl: string): SubmissionQueue {
  return {
    async send(submission) {
      try {
        await client.send(
          new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(submission) }),
        );
      } catch (error) {
        throw new Unavailable('sqs', error);
      }
    },
  };
}
