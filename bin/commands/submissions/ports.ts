import type { SubmissionStores, SubmissionTable } from '../../../lambdas/submissions/ports';
import type { CloudPorts } from '../terminal/open-environment';

export interface SubmissionsPorts extends CloudPorts<SubmissionsCloud> {
  readonly openMail: OpenMail;
}

/**
 * Opens an address of RFC 6068 (`mailto:`) in the mail program of this machine.
 * @throws CommandError NO_MAIL_PROGRAM
 */
export type OpenMail = (address: string) => Promise<void>;

/**
 * The stores of an environment's messages. Everything is looked up when it is asked for.
 * Each method throws CommandError NOT_DEPLOYED, AWS_CREDENTIALS_MISSING or AWS_REFUSED.
 */
export interface SubmissionsCloud extends SubmissionStores {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  table(): Promise<RestorableTable>;
}

export interface RestorableTable extends SubmissionTable {
  /**
   * Copies the submissions that another table has and this one lacks, without expired ones. Existing ones
   * stay as they are.
   * @throws CommandError NO_SUCH_TABLE
   */
  bringBack(from: string, now: Date): Promise<BroughtBack>;
}

export interface BroughtBack {
  /** Ids. */
  readonly restored: readonly string[];
  /** Number of submissions that existed already. */
  readonly present: number;
  readonly expired: number;
}
