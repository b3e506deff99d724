import type { Fault } from '../faults/fault';
import type { Outcome } from '../events';

/** What `rehearse` takes. */
export interface RehearseFlags {
  readonly yes?: true;
  readonly reject?: true;
  readonly once?: true;
  readonly workingTree?: true;
  /** What the commit is an upgrade of. */
  readonly from?: string;
  /** Keep the cloud, and go on with one that was kept. */
  readonly keep?: true;
  /** False for `--no-console`. */
  readonly console: boolean;
  /** Path of the file that the rehearsal is kept in. */
  readonly save?: string;
  /** What breaks in the first execution. */
  readonly break?: readonly Fault[];
  /** What every time limit is multiplied with. */
  readonly patience?: number;
}

/** What its process ends with. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  succeeded: 0,
  failed: 1,
  rejected: 3,
};
