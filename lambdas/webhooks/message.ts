import { objectIn } from '../shared/json-object';
import type { SubmissionMailed } from '../contact-form/submission';

/**
 * Body of a message in the queue, as JSON: an event of the contact form, as SNS hands it over, or the
 * same for one of the form's webhooks.
 */
export interface WebhookMessage extends SubmissionMailed {
  readonly webhook?: string;
}

/** Undefined for what is no such message. */
export function parseMessage(body: string): WebhookMessage | undefined {
  const raw = objectIn(body);
  if (raw['type'] !== 'submission.mailed') return undefined;
  const { id, form, receivedAt, mailedAt, destination, webhook } = raw;
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id) || !isName(form)) return undefined;
  if (!isTime(receivedAt) || !isTime(mailedAt)) return undefined;
  if (destination !== 'owner' && destination !== 'simulator') return undefined;
  if (webhook !== undefined && !isName(webhook)) return undefined;
  return {
    type: 'submission.mailed',
    id,
    form,
    receivedAt,
    mailedAt,
    destination,
    ...(webhook !== undefined && { webhook }),
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
