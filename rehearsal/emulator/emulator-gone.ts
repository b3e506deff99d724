import type { Emulator } from './emulator';
import { logExcerpt } from '../processes/processes';

/** The emulator has ended while it was needed. */
export class EmulatorGone extends Error {
  readonly code = 'EMULATOR_GONE';
  constructor(emulator: Pick<Emulator, 'logFile'>, how: string) {
    super(`The emulator ended during the run (${how})${logExcerpt(emulator.logFile)}`);
    this.name = 'EmulatorGone';
  }
}
