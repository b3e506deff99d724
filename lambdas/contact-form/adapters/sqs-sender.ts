import type { AwsJson, SqsOperations } from '../../shared/aws-json';
import { type SubmissionSender, Unavailable } from '../ports';
import type { QueueMessage } from '../submission';

/** Calls sqs:SendMessage. */
export function sqsSender(sqs: AwsJson<SqsOperations>, queueUrl: string): SubmissionSender {
  return {
    async send(submission) {
      const message: QueueMessage = { kind: 'submission', submission };
      try {
        await sqs('SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) });
      } catch (error) {
        throw new Unavailable('sqs', error);
      }
    },
  };
}
