import { setTimeout as delay } from 'node:timers/promises';
import { LONGEST_TIMEOUT_MS } from './time-limits';

/** Waits. Rejects when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** It can wait for days, as for an approval. */
export function sleepBy(timeout: Sleep): Sleep {
  return async (ms, signal) => {
    for (let left = ms; left > 0; left -= LONGEST_TIMEOUT_MS) {
      await timeout(Math.min(left, LONGEST_TIMEOUT_MS), signal);
    }
  };
}

export const sleep = sleepBy((ms, signal) => delay(ms, undefined, { signal }));
