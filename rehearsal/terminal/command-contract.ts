import type { Fault } from '../faults/fault';
import type { Outcome } from '../events';

/** Options of `rehearse`. */
export interface RehearseFlags {
  readonly yes?: true;
  readonly reject?: true;
  readonly once?: true;
  readonly workingTree?: true;
  /** Folder of a CDK app that is not Waypost. Unset: the current folder, which is. */
  readonly app?: string;
  /** Its stack with the pipeline, if it has several. */
  readonly pipeline?: string;
  /** What the commit is an upgrade of. */
  readonly from?: string;
  /** Keep the cloud, and go on with one that was kept. */
  readonly keep?: true;
  /** Source action -> folder that stands for it. */
  readonly source?: Readonly<Record<string, string>>;
  /** Deploy resource types that the emulator lacks as records. */
  readonly recordUnknown?: true;
  /** False for `--no-console`. */
  readonly console: boolean;
  /** Path of the file in which the run is saved. */
  readonly save?: string;
  /** The faults of the first execution. */
  readonly break?: readonly Fault[];
  /** Factor for every time limit. */
  readonly patience?: number;
}

/** Exit codes of its process. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  succeeded: 0,
  failed: 1,
  rejected: 3,
};
