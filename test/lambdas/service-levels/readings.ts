import { BIN_MS } from '../../../lambdas/service-levels/burn-rate';
import type { Readings } from '../../../lambdas/service-levels/ports';

/** In the middle of a bin. */
export const NOW = Date.parse('2026-11-30T12:02:00Z');
const BIN = Date.parse('2026-11-30T12:00:00Z');

/** The same value in each bin from `from` to `to` minutes ago, by the bins' beginnings. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Quiet, but for these stretches. */
export function readings(
  stretches: Readonly<Partial<Record<keyof Readings, readonly Stretch[]>>> = {},
): Readings {
  const series = (of: readonly Stretch[] = []) =>
    new Map(
      of.flatMap(({ from, to, value }) =>
        Array.from({ length: (from - to) / 5 + 1 }, (_, index): [number, number] => [
          BIN - (to / 5 + index) * BIN_MS,
          value,
        ]),
      ),
    );
  return {
    mailed: series(stretches.mailed),
    late: series(stretches.late),
    failed: series(stretches.failed),
    oldestMessage: series(stretches.oldestMessage),
    requests: series(stretches.requests),
    serverErrors: series(stretches.serverErrors),
    probesFailed: series(stretches.probesFailed),
  };
}

export const HOUR = 60;
export const at = (minutesAgo: number, value = 1): Stretch => ({
  from: minutesAgo,
  to: minutesAgo,
  value,
});
/** One value in each bin of the last three days. */
export const always = (value: number): Stretch => ({ from: 72 * HOUR, to: 0, value });
