import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Id of the nth submission of a test. */
export const submissionId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What a visitor has sent. */
export interface SentForm {
  readonly receivedAt: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The nth submission as a message of the queue. */
export function queuedSubmission(n: number, { receivedAt, values }: SentForm): string {
  return JSON.stringify({
    kind: 'submission',
    submission: {
      id: submissionId(n),
      receivedAt,
      form: 'contact',
      values,
      destination: 'owner',
      spam: [],
      marks: [],
    },
  });
}

/** The nth submission as an item of the table. */
export function storedSubmission(
  n: number,
  status: string,
  { receivedAt, values }: SentForm,
): Record<string, AttributeValue> {
  const texts = Object.entries(values).map(([name, S]) => [name, { S }] as const);
  return {
    id: { S: submissionId(n) },
    receivedAt: { S: receivedAt },
    form: { S: 'contact' },
    status: { S: status },
    destination: { S: 'owner' },
    spam: { L: [] },
    marks: { L: [] },
    values: { M: Object.fromEntries(texts) },
  };
}
