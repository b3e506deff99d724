import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { normalizeAddress } from '../../../lambdas/contact-form/core/normalize';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../../lambdas/contact-form/contract';

/** A submission as the table has it, read leniently: an owner must see, and can erase, whatever is there. */
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
  /** SES's. */
  readonly mailMessageId?: string;
  /** `sent`, `bounced` or `complained`. */
  readonly receipt?: string;
  /** ISO 8601, UTC: when somebody dealt with it. */
  readonly handledAt?: string;
  /** The owner's own. */
  readonly note?: string;
  /** ISO 8601, UTC: when it is deleted. */
  readonly expiresAt?: string;
  /** What the visitor filled in. */
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

/** DynamoDB deletes some days late; from its expiry on a submission is gone for us. */
export function isExpired({ expiresAt }: StoredSubmission, now: Date): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
}

/** Mailboxes are compared without case, as every large provider does. */
export function isSameAddress(one: string, other: string): boolean {
  return normalizeAddress(one).toLowerCase() === normalizeAddress(other).toLowerCase();
}
