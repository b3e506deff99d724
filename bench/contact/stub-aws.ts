import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Answers of SQS, DynamoDB, SES and SNS to calls that succeed, at once. */
export function answerOfAws({ headers }: IncomingMessage, body: string): string {
  const target = String(headers['x-amz-target'] ?? '');
  if (target === 'AmazonSQS.SendMessage') {
    const { MessageBody } = JSON.parse(body) as { MessageBody: string };
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    return JSON.stringify({ MessageId: 'bench', MD5OfMessageBody });
  }
  if (target !== '') return '{}';
  const action = new URLSearchParams(body).get('Action') ?? 'Unknown';
  return `<${action}Response><${action}Result><MessageId>bench</MessageId></${action}Result></${action}Response>`;
}
