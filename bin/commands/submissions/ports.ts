import type { CloudPorts } from '../terminal/open-environment';
import type { StoredSubmission } from './stored-submission';

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
export interface SubmissionsCloud {
  /** Account of the credentials. */
  accountId(): Promise<string>;
  table(): Promise<SubmissionTable>;
  queue(): Promise<MessageQueue>;
  deadLetters(): Promise<MessageQueue>;
  receipts(): Promise<ReceiptRecords>;
}

export interface SubmissionTable {
  readonly name: string;
  /** Every submission, in any order, page by page. */
  all(): AsyncIterable<StoredSubmission>;
  find(id: string): Promise<StoredSubmission | undefined>;
  remove(id: string): Promise<void>;
  /** Records how the owner handled a submission. `undefined` if there is no such submission, or it has expired. */
  mark(id: string, marking: Marking, now: Date): Promise<StoredSubmission | undefined>;
  /**
   * Copies the submissions that another table has and this one lacks, without expired ones. Existing ones
   * stay as they are.
   * @throws CommandError NO_SUCH_TABLE
   */
  bringBack(from: string, now: Date): Promise<BroughtBack>;
  /** Whether earlier states of the table can be restored. */
  hasPointInTimeRecovery(): Promise<boolean>;
}

export interface Marking {
  /** ISO 8601, UTC; `undefined` if it is still to be handled. */
  readonly handledAt: string | undefined;
  /** Unset, the note stays as it is. An empty text removes it. */
  readonly note?: string;
}

export interface BroughtBack {
  /** Ids. */
  readonly restored: readonly string[];
  /** Number of submissions that existed already. */
  readonly present: number;
  readonly expired: number;
}

export interface QueuedMessage {
  /** SQS's. */
  readonly messageId: string;
  readonly body: string;
}

/** What happens to a message that was looked at. */
export type QueueDecision = 'keep' | 'remove';

export interface MessageQueue {
  readonly url: string;
  send(body: string): Promise<void>;
  /** Shows each message once that is not in flight or delayed. A kept message stays available. */
  walk(judge: (message: QueuedMessage) => Promise<QueueDecision>): Promise<void>;
  /** The queue's estimate of messages that no walk can see. */
  outOfReach(): Promise<OutOfReach>;
}

export interface OutOfReach {
  /** Being delivered, or waiting for the next try. */
  readonly inFlight: number;
  readonly delayed: number;
}

export interface ReceiptRecords {
  /** Deletes the records of receipts to an address. Resolves with the number of days that had one. */
  forget(email: string, days: readonly string[]): Promise<number>;
}
