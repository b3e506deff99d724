import { Webhook as Signer } from 'standardwebhooks';
import type { Webhook } from '../contract';
import { bodyOf } from './formats';
import type { Notice } from './notice';

export interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The same body and id in every try, so that a receiver can drop what it has seen. `now` is the time
 * of the try, which is signed, too.
 */
export function requestOf(
  { name, form, format }: Pick<Webhook, 'name' | 'form' | 'format'>,
  notice: Notice,
  signingSecrets: readonly string[],
  now: Date,
): Request {
  const body = JSON.stringify(bodyOf(format, { name, form }, notice, now));
  const headers = { 'content-type': 'application/json', 'user-agent': 'Waypost-Webhooks' };
  if (format !== 'standard') return { headers, body };
  const id = idOf(notice, now);
  return {
    body,
    headers: {
      ...headers,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signingSecrets
        .map((secret) => new Signer(secret).sign(id, now, body))
        .join(' '),
    },
  };
}

/** A message that is mailed again is another event. */
function idOf(notice: Notice, now: Date): string {
  return notice.type === 'webhook.test'
    ? `msg_test_${now.getTime()}`
    : `msg_${notice.event.id}_${Date.parse(notice.event.mailedAt)}`;
}
