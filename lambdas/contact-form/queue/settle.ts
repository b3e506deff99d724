import type { DeadLetters, DeliveryQueue } from '../delivery-ports';
import { DELAY_MAX_SECONDS, type RetryPolicy } from '../core/retry-policy';
import type { Disposition } from '../core/disposition';
import type { QueueMessage } from '../submission';

export interface SettlePorts {
  readonly queue: DeliveryQueue;
  readonly deadLetters: DeadLetters;
  readonly retry: RetryPolicy;
  readonly now: () => Date;
}

/** A message as the queue handed it out. */
export interface Received {
  readonly body: string;
  readonly receiptHandle: string;
  /** How often the queue has handed it out, from 1. */
  readonly receiveCount: number;
  readonly lastTry: boolean;
}

export type Settlement =
  /** The queue forgets it: it is done, or rests elsewhere. */
  | { readonly acknowledged: true; readonly rests?: 'queue' | 'dead-letters' }
  /** The queue delivers it again. */
  | { readonly acknowledged: false; readonly error?: unknown };

/**
 * Acknowledges, returns or moves a queue message, depending on how its delivery ended. A message
 * that waits for SES, or for another delivery on its last try, is put on the queue again as a copy:
 * it did not fail, so it must not come nearer to the dead-letter queue. If the copy cannot be put,
 * the message itself comes back. Never rejects.
 */
export async function settle(
  disposition: Disposition,
  received: Received,
  message: QueueMessage | undefined,
  ports: SettlePorts,
): Promise<Settlement> {
  const { queue, deadLetters, retry } = ports;
  const comeBack = (seconds: number, error?: unknown) => hide(received, seconds, queue, error);
  try {
    switch (disposition.kind) {
      case 'acknowledge':
        return { acknowledged: true };
      case 'postpone': {
        const { copy, postponed } = postponedOf(message);
        const { whenParked, whenThrottled } = retry;
        const delay = (disposition.pause === 'parked' ? whenParked : whenThrottled)(postponed);
        await queue.put(copy, delay);
        return { acknowledged: true, rests: 'queue' };
      }
      case 'wait': {
        const ms = disposition.until - ports.now().getTime();
        const seconds = Math.min(DELAY_MAX_SECONDS, Math.max(1, Math.ceil(ms / 1000)));
        if (!received.lastTry || message === undefined) return await comeBack(seconds);
        await queue.put(message, seconds);
        return { acknowledged: true, rests: 'queue' };
      }
      case 'retry':
        return await comeBack(retry.afterFault(received.receiveCount));
      case 'give-up':
        await deadLetters.put(received.body, disposition.reason);
        return { acknowledged: true, rests: 'dead-letters' };
    }
  } catch (error) {
    return comeBack(retry.afterFault(received.receiveCount), error);
  }
}

/** Without the wait that was asked for, the queue's own visibility timeout holds. */
async function hide(
  { receiptHandle }: Received,
  seconds: number,
  queue: DeliveryQueue,
  failure: unknown,
): Promise<Settlement> {
  try {
    await queue.hide(receiptHandle, seconds);
    return { acknowledged: false, ...(failure !== undefined && { error: failure }) };
  } catch (error) {
    return { acknowledged: false, error: failure ?? error };
  }
}

function postponedOf(message: QueueMessage | undefined) {
  if (message?.kind !== 'submission') throw new Error('only submissions are postponed');
  const postponed = (message.postponed ?? 0) + 1;
  return { copy: { ...message, postponed }, postponed };
}
