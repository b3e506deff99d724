import type { ConsoleState } from '../events/state';
import type { Backend } from './backend';

/** What every view gets. */
export interface ViewProps {
  readonly state: ConsoleState;
  readonly backend: Backend;
  /** Milliseconds since 1970; of a run that is over, its end. */
  readonly now: number;
  /** What comes after the view's own name in the address. */
  readonly route: readonly string[];
}
