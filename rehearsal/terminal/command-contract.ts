import type { Outcome } from '../events';

/** What `rehearse` takes. */
export interface RehearseFlags {
  readonly yes?: true;
  readonly reject?: true;
  readonly once?: true;
  readonly workingTree?: true;
  /** What every time limit is multiplied with. */
  readonly patience?: number;
}

/** What its process ends with. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  succeeded: 0,
  failed: 1,
  rejected: 3,
};
