import type { DeadLetters, DeliveryQueue } from '../contact-form/delivery-ports';
import type { Logger } from '../shared/logger';
import type { WebhookMessage } from './message';
import type { Target } from './target';
import type { Webhook } from './contract';

/** What the function needs from outside. Calls of AWS reject with Unavailable. */
export interface WebhookPorts {
  readonly webhooks: readonly Webhook[];
  readonly submissions: SubmissionReader;
  readonly targets: TargetReader;
  readonly receiver: Receiver;
  readonly queue: DeliveryQueue<WebhookMessage>;
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface SubmissionReader {
  /** What a visitor wrote, by the names of the fields. Undefined when it is erased or has expired. */
  valuesOf(id: string): Promise<Readonly<Record<string, string>> | undefined>;
}

export interface TargetReader {
  /** Undefined when the owner has not set it. Rejects with InvalidTarget. */
  targetOf(webhook: string): Promise<Target | undefined>;
}

export interface Receiver {
  /** Posts once. Never rejects. */
  post(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<ReceiverAnswer>;
}

export type ReceiverAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterSeconds?: number }
  /** `not-public`: its name leads to an address that is not one of the public internet. */
  | { readonly kind: 'unanswered'; readonly reason: 'timeout' | 'unreachable' | 'not-public' };
