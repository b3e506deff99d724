import { MAILED_WITHIN_MS } from '../contact-form/contract';
import { BIN_MS, type Bin, burn, LOOK_BACK_MS, PAGE_WINDOWS, SLOW_WINDOWS } from './burn-rate';
import type { Readings, Series } from './ports';

/** How fast each level's budget burns; see LEVEL_METRICS. */
export interface Burns {
  readonly mail: number;
  readonly form: number;
  readonly slow: number;
}

/** `probeFailed`: at this look, whose metric is not there yet. */
export function assess(readings: Readings, probeFailed: boolean, now: number): Burns {
  const last = binOf(now);
  const times = Array.from(
    { length: LOOK_BACK_MS / BIN_MS + 1 },
    (_, back) => last - back * BIN_MS,
  );
  const mail = times.map((at) => mailBin(at, readings));
  const form = times.map((at) => formBin(at, readings, probeFailed && at === last));
  return {
    mail: burn(mail, PAGE_WINDOWS, now),
    form: burn(form, PAGE_WINDOWS, now),
    slow: Math.max(burn(mail, SLOW_WINDOWS, now), burn(form, SLOW_WINDOWS, now)),
  };
}

export function binOf(time: number): number {
  return Math.floor(time / BIN_MS) * BIN_MS;
}

/** A message that waits too long is bad in each bin, also where no function is called any more. */
function mailBin(at: number, readings: Readings): Bin {
  const waits = value(readings.oldestMessage, at) * 1000 > MAILED_WITHIN_MS ? 1 : 0;
  const bad = value(readings.late, at) + value(readings.failed, at) + waits;
  return { at, bad, total: Math.max(bad, value(readings.mailed, at)) };
}

/** Each bin has a probe. A probe that gets a server error shows as both and counts once. */
function formBin(at: number, readings: Readings, probeFailed: boolean): Bin {
  const probes = Math.max(value(readings.probesFailed, at), probeFailed ? 1 : 0);
  const bad = Math.max(value(readings.serverErrors, at), probes);
  return { at, bad, total: Math.max(bad, value(readings.requests, at), 1) };
}

function value(series: Series, at: number): number {
  return series.get(at) ?? 0;
}
