import type { ConsoleState } from '../events/state';
import type { Backend } from './backend';

/** Props of every view. */
export interface ViewProps {
  readonly state: ConsoleState;
  readonly backend: Backend;
  /** Milliseconds since 1970. For a finished run: its end. */
  readonly now: number;
  /** The parts of the address after the view's own name. */
  readonly route: readonly string[];
}
