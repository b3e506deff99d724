import type { MailFault } from './ses-fault';

/** What becomes of a queue message once its delivery has ended. */
export type Disposition =
  | { readonly kind: 'acknowledge' }
  /** A copy comes back later, and the message is acknowledged: it did not fail. */
  | { readonly kind: 'postpone'; readonly pause: 'throttled' | 'parked'; readonly reason: string }
  /** Another delivery is at work on it until then, in epoch milliseconds. */
  | { readonly kind: 'wait'; readonly until: number }
  /** It failed and comes back; `reason` is a code. */
  | { readonly kind: 'retry'; readonly reason: string; readonly error: unknown }
  /** No retry mends it: to the dead-letter queue. */
  | { readonly kind: 'give-up'; readonly reason: string; readonly error?: unknown };

export const ACKNOWLEDGE: Disposition = { kind: 'acknowledge' };

/** Something worth a log line or a metric, reported when it happens. */
export type Happening =
  | {
      readonly kind: 'mailed';
      readonly mailMessageId: string;
      readonly delayMs: number;
      /** `queue`: the table could not be written, so a message of the queue keeps the record. */
      readonly recordedBy: 'table' | 'queue';
    }
  | { readonly kind: 'mailed-before' | 'failed-before' | 'spam-before' }
  /** Two deliveries mailed; the other one recorded its mail first. */
  | { readonly kind: 'mailed-twice'; readonly mailMessageId: string }
  /** SES reported a failure of the mail before its record was written. */
  | { readonly kind: 'mail-failed'; readonly mailMessageId: string }
  /** A mail that only the queue knew of is recorded now. */
  | { readonly kind: 'recorded'; readonly mailMessageId: string }
  | { readonly kind: 'spam'; readonly reasons: readonly string[] }
  | { readonly kind: 'expired' }
  | { readonly kind: 'receipt-sent' }
  /** Not enough of the invocation was left. */
  | { readonly kind: 'receipt-skipped' }
  /** A step failed without stopping the delivery. */
  | {
      readonly kind: 'fault';
      readonly step: 'release' | 'record' | 'receipt';
      readonly error: unknown;
    };

/** A fault that time may mend: a retry, or on the last one the end of trying. */
export function afterFault(lastTry: boolean, reason: string, error: unknown): Disposition {
  return { kind: lastTry ? 'give-up' : 'retry', reason, error };
}

/** For a mail that SES did not take. */
export function afterMailFault(fault: MailFault, lastTry: boolean): Disposition {
  const { kind, reason } = fault;
  switch (kind) {
    case 'throttled':
    case 'parked':
      return { kind: 'postpone', pause: kind, reason };
    case 'permanent':
      return { kind: 'give-up', reason, error: fault };
    case 'passing':
      return afterFault(lastTry, reason, fault);
  }
}
