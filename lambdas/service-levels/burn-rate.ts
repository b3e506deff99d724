import { LOOK_SECONDS } from './contract';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Share of events that must be good, in thirty days. */
export const OBJECTIVE = 0.999;

/** Both windows must burn. The short one ends an alarm soon after the fault has ended. */
export interface Windows {
  readonly longMs: number;
  readonly shortMs: number;
  /** 1 uses up the budget in exactly thirty days. */
  readonly rate: number;
  /**
   * Least number of bad events in the long window. With fewer, nothing is reported: where there are few
   * events, one failure burns any budget.
   */
  readonly leastBad: number;
}

/**
 * Windows and rates are those of Google's SRE workbook: 2 %, 5 % and 10 % of the budget are gone.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export const PAGE_WINDOWS: readonly Windows[] = [
  { longMs: HOUR, shortMs: 5 * MINUTE, rate: 14.4, leastBad: 2 },
  { longMs: 6 * HOUR, shortMs: 30 * MINUTE, rate: 6, leastBad: 3 },
];
export const SLOW_WINDOWS: readonly Windows[] = [
  { longMs: 72 * HOUR, shortMs: 6 * HOUR, rate: 1, leastBad: 3 },
];

/** Length of a bin. */
export const BIN_MS = LOOK_SECONDS * 1000;

/** Milliseconds of the past that are read: the longest window, and the bin that `within` adds. */
export const LOOK_BACK_MS =
  Math.max(...[...PAGE_WINDOWS, ...SLOW_WINDOWS].map(({ longMs }) => longMs)) + BIN_MS;

/** Events in five minutes, from `at` on (epoch milliseconds). */
export interface Bin {
  readonly at: number;
  readonly bad: number;
  readonly total: number;
}

/** The highest burn of these windows, as a multiple of each one's rate; 0 for too few bad events. */
export function burn(bins: readonly Bin[], windows: readonly Windows[], now: number): number {
  return Math.max(...windows.map((one) => burnOf(bins, one, now)));
}

function burnOf(bins: readonly Bin[], windows: Windows, now: number): number {
  const long = within(bins, windows.longMs, now);
  if (long.bad < windows.leastBad) return 0;
  const short = within(bins, windows.shortMs, now);
  return Math.min(rateOf(long), rateOf(short)) / windows.rate;
}

/** One bin more than the window, as metrics of the last minutes may still be on their way. */
function within(bins: readonly Bin[], windowMs: number, now: number) {
  const inside = bins.filter(({ at }) => at <= now && at >= now - windowMs - BIN_MS);
  const sum = (of: (bin: Bin) => number) => inside.reduce((total, bin) => total + of(bin), 0);
  return { bad: sum(({ bad }) => bad), total: sum(({ total }) => total) };
}

function rateOf({ bad, total }: { readonly bad: number; readonly total: number }): number {
  return total === 0 ? 0 : bad / total / (1 - OBJECTIVE);
}
