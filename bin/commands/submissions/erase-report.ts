import type { OutOfReach } from './ports';

/** The result of an erasure, and what it cannot reach, for scripts. */
export interface EraseReport {
  readonly environment: string;
  readonly region: string;
  readonly email: string;
  readonly erased: {
    /** Ids of submissions in the table. */
    readonly submissions: readonly string[];
    readonly queuedMessages: number;
    readonly deadLetters: number;
    /** Records of receipts, of today and yesterday. */
    readonly receipts: number;
  };
  /** Ids of submissions from other addresses whose text, or the owner's note, names this one. They are kept. */
  readonly mentionedIn: readonly string[];
  readonly outOfReach: OutOfReach & {
    /** Number of erased submissions that had been mailed: the mails are in the recipients' mailboxes. */
    readonly mailed: number;
    readonly pointInTimeRecovery: boolean;
    /** Days for which earlier states of the table can be restored, if recovery is on. */
    readonly recoveryDays: number;
    /** Days for which a daily backup is kept; 0 if there are none. */
    readonly backupDays: number;
  };
}
