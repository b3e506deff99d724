import { setTimeout as delay } from 'node:timers/promises';
import { LONGEST_TIMEOUT_MS } from './time-limits';

/** Waits, and rejects when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits days, too, such as an approval may take. */
export function sleepBy(timeout: Sleep): Sleep {
  return async (ms, signal) => {
    for (let left = ms; left > 0; left -= LONGEST_TIMEOUT_MS) {
      await timeout(Math.min(left, LONGEST_TIMEOUT_MS), signal);
    }
  };
}

export const sleep = sleepBy((ms, signal) => delay(ms, undefined, { signal }));
