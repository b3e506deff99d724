import type { OutOfReach } from './ports';

/** What an erasure did and what it cannot reach, for scripts. */
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
  /** Ids of submissions from other addresses whose text names this one. They are kept. */
  readonly mentionedIn: readonly string[];
  readonly outOfReach: OutOfReach & {
    /** Of the erased submissions: their mails are in the recipients' mailboxes. */
    readonly mailed: number;
    readonly pointInTimeRecovery: boolean;
    /** Days that earlier states of the table can be restored, where recovery is on. */
    readonly recoveryDays: number;
    /** Days that a daily backup is kept; 0 where there are none. */
    readonly backupDays: number;
  };
}
