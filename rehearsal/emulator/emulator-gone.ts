import type { Emulator } from './types';
import { logExcerpt } from '../processes/processes';

/** The emulator has ended while it was needed. */
export class EmulatorGone extends Error {
  readonly code = 'EMULATOR_GONE';
  constructor(emulator: Emulator, how: string) {
    super(`The emulator ended during the run (${how})${logExcerpt(emulator.logFile)}`);
    this.name = 'EmulatorGone';
  }
}
