import type { Leftover } from '../../../rehearsal/workspace/leftovers';

/** What `clean` needs from outside. */
export interface CleanPorts {
  /** Process ids of running rehearsals of this repository. */
  readonly running: () => Promise<readonly number[]>;
  readonly leftovers: () => Promise<readonly Leftover[]>;
  /** Rejects with the reason why something stays. */
  readonly remove: (path: string) => Promise<void>;
  /** Removes the folder of the leftovers, if nothing is left in it. */
  readonly removeIfEmpty: () => Promise<void>;
  readonly print: (line: string) => void;
}
