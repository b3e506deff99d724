import type {
  Claim,
  DeliveryQueue,
  EventPublisher,
  Mailer,
  MailedFacts,
  ReceiptLedger,
  SubmissionStore,
} from '../delivery-ports';
import type { Happening } from './disposition';

export interface DeliverPorts {
  readonly store: SubmissionStore;
  readonly mailer: Mailer;
  readonly ledger: ReceiptLedger;
  readonly events: EventPublisher;
  readonly queue: Pick<DeliveryQueue, 'put'>;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** One try to deliver one message. */
export interface DeliveryAttempt {
  readonly claim: Claim;
  /** The queue will not deliver the message again by itself. */
  readonly lastTry: boolean;
  /** Epoch milliseconds at which the invocation is cut off. */
  readonly deadline: number;
  readonly retentionDays: number;
  readonly tell: (happening: Happening) => void;
}

/** Tells the topic, with nothing personal. The same `mailedAt` marks a second announcement. */
export function announce(facts: MailedFacts, { events }: Pick<DeliverPorts, 'events'>) {
  const { id, form, receivedAt, mailedAt, destination } = facts;
  return events.publish({ type: 'submission.mailed', id, form, receivedAt, mailedAt, destination });
}
