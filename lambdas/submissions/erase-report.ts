import type { Erasure } from './erase';

/** The result of an erasure, and what it cannot reach, for scripts. */
export interface EraseReport extends Erasure {
  readonly environment: string;
  readonly region: string;
  readonly email: string;
  readonly outOfReach: Erasure['outOfReach'] & {
    /** Days for which earlier states of the table can be restored, if recovery is on. */
    readonly recoveryDays: number;
    /** Days for which a daily backup is kept; 0 if there are none. */
    readonly backupDays: number;
  };
}
