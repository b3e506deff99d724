import { setTimeout as delay } from 'node:timers/promises';
import { logExcerpt } from '../processes/processes';
import type { Emulator } from './emulator';

/** The operating system reports the end of a process less than a second after its last answer. */
const END_REPORTED_MS = 60_000;

/** The emulator has ended while it was needed. */
export class EmulatorGone extends Error {
  readonly code = 'EMULATOR_GONE';
  constructor(emulator: Pick<Emulator, 'logFile'>, how: string) {
    super(`The emulator ended during the run (${how})${logExcerpt(emulator.logFile)}`);
    this.name = 'EmulatorGone';
  }
}

/**
 * Why something failed. When the emulator ends, a call of it fails first, and the end is reported a
 * moment later: then the end is the reason, which aborts `signal`.
 */
export async function causeOf(
  fault: unknown,
  signal: AbortSignal,
  emulator: Pick<Emulator, 'hasGone' | 'exited'> | undefined,
): Promise<unknown> {
  if (!signal.aborted && emulator && (await emulator.hasGone())) {
    await Promise.race([emulator.exited, delay(END_REPORTED_MS, undefined, { ref: false })]);
  }
  return signal.aborted ? signal.reason : fault;
}
