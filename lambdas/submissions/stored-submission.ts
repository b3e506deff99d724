import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { normalizeAddress } from '../contact-form/core/normalize';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../contact-form/contract';

/** Characters of a note: what fits into the table beside the largest message. */
export const LONGEST_NOTE = 2_000;

/** A submission in the table, read leniently: an owner must be able to see and erase everything in there. */
export interface StoredSubmission {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly form: string;
  readonly status: string;
  /** A code: why it is parked or failed. */
  readonly reason?: string;
  readonly spam: readonly string[];
  readonly marks: readonly string[];
  readonly destination: string;
  /** ISO 8601, UTC. */
  readonly mailedAt?: string;
  /** SES's id. */
  readonly mailMessageId?: string;
  /** `sent`, `bounced` or `complained`. */
  readonly receipt?: string;
  /** ISO 8601, UTC: when the owner handled it. */
  readonly handledAt?: string;
  /** The owner's note. */
  readonly note?: string;
  /** ISO 8601, UTC: when it is deleted. */
  readonly expiresAt?: string;
  /** The visitor's values. */
  readonly values: Readonly<Record<string, string>>;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** Names and shapes: `lambdas/contact-form/table.ts`. */
export function storedSubmission(item: Item): StoredSubmission {
  const text = (name: string) => item[name]?.S ?? '';
  const texts = (name: string) => (item[name]?.L ?? []).flatMap(({ S }) => S ?? []);
  const optional = (name: string) => {
    const value = item[name]?.S;
    return value === undefined ? {} : { [name]: value };
  };
  return {
    id: text(SUBMISSION_KEY),
    receivedAt: text('receivedAt'),
    form: text('form'),
    status: text('status'),
    ...optional('reason'),
    spam: texts('spam'),
    marks: texts('marks'),
    destination: text('destination'),
    ...optional('mailedAt'),
    ...optional('mailMessageId'),
    ...optional('receipt'),
    ...optional('handledAt'),
    ...optional('note'),
    ...expiry(item[SUBMISSION_TTL]?.N),
    values: Object.fromEntries(
      Object.entries(item['values']?.M ?? {}).map(([name, { S }]) => [name, S ?? '']),
    ),
  };
}

function expiry(seconds: string | undefined) {
  if (seconds === undefined) return {};
  return { expiresAt: new Date(Number(seconds) * 1000).toISOString() };
}

/** DynamoDB deletes some days late. For us, a submission is gone when it expires. */
export function isExpired({ expiresAt }: StoredSubmission, now: Date): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
}

/** Compares mailboxes without case, as every large provider does. */
export function isSameAddress(one: string, other: string): boolean {
  return normalizeAddress(one).toLowerCase() === normalizeAddress(other).toLowerCase();
}
