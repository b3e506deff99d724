import type { Leftover } from '../../../rehearsal/workspace/leftovers';

/** What `clean` needs from outside. */
export interface CleanPorts {
  /** Process ids of running rehearsals of this repository. */
  readonly running: () => Promise<readonly number[]>;
  readonly leftovers: () => Promise<readonly Leftover[]>;
  /** Rejects with the reason why something stays. */
  readonly remove: (path: string) => Promise<void>;
  readonly print: (line: string) => void;
}
