import { InvalidTarget } from '../target';
import type { Webhook } from '../contract';
import type { ReceiverAnswer, WebhookPorts } from '../ports';
import type { Notice } from './notice';
import { requestOf } from './request';

/** How a try ended. A `reason` is a code: `http-503`, `timeout`, `not-set` and so on. */
export type AttemptOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retry'; readonly reason: string; readonly retryAfterSeconds?: number }
  /** No retry helps: the owner has to change something. */
  | { readonly kind: 'give-up'; readonly reason: string };

/** Sends a notice once. Rejects with Unavailable. */
export async function attempt(
  webhook: Webhook,
  notice: Notice,
  { targets, receiver, now }: Pick<WebhookPorts, 'targets' | 'receiver' | 'now'>,
): Promise<AttemptOutcome> {
  let target;
  try {
    target = await targets.targetOf(webhook.name);
  } catch (error) {
    if (error instanceof InvalidTarget) return { kind: 'give-up', reason: 'target-invalid' };
    throw error;
  }
  if (target === undefined) return { kind: 'give-up', reason: 'not-set' };
  // Set while the webhook was one of a chat.
  if (webhook.format === 'standard' && target.signingSecrets.length === 0) {
    return { kind: 'give-up', reason: 'no-signing-secret' };
  }
  const { headers, body } = requestOf(webhook, notice, target.signingSecrets, now());
  return judge(await receiver.post(target.url, headers, body));
}

/** What may pass by itself, beside every status from 500. */
const PASSING = new Set([408, 425, 429]);

function judge(answer: ReceiverAnswer): AttemptOutcome {
  if (answer.kind === 'unanswered') {
    const { reason } = answer;
    return { kind: reason === 'not-public' ? 'give-up' : 'retry', reason };
  }
  const { status, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  // Whoever answers for the receiver could send a visitor's words anywhere.
  if (status >= 300 && status < 400) return { kind: 'give-up', reason: 'redirect' };
  const reason = `http-${status}`;
  if (status < 500 && !PASSING.has(status)) return { kind: 'give-up', reason };
  return { kind: 'retry', reason, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
