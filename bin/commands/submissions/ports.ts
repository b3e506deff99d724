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
 * Where an environment keeps its messages. Everything is looked up when it is asked for.
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
  /** Every submission, in no order, page by page. */
  all(): AsyncIterable<StoredSubmission>;
  find(id: string): Promise<StoredSubmission | undefined>;
  remove(id: string): Promise<void>;
  /** Notes what the owner has done about one. `undefined` if there is no such submission, or it has expired. */
  mark(id: string, marking: Marking, now: Date): Promise<StoredSubmission | undefined>;
  /**
   * Puts back what another table has and this one lacks, but for what has expired. What is there stays
   * as it is.
   * @throws CommandError NO_SUCH_TABLE
   */
  bringBack(from: string, now: Date): Promise<BroughtBack>;
  /** Whether earlier states of the table can be restored. */
  hasPointInTimeRecovery(): Promise<boolean>;
}

export interface Marking {
  /** ISO 8601, UTC; `undefined` if it is still to be handled. */
  readonly handledAt: string | undefined;
  /** Without it, the note stays as it is; an empty one is removed. */
  readonly note?: string;
}

export interface BroughtBack {
  /** Ids. */
  readonly restored: readonly string[];
  /** How many were there already. */
  readonly present: number;
  readonly expired: number;
}

export interface QueuedMessage {
  /** SQS's. */
  readonly messageId: string;
  readonly body: string;
}

/** What becomes of a message that was looked at. */
export type Verdict = 'keep' | 'remove';

export interface MessageQueue {
  readonly url: string;
  send(body: string): Promise<void>;
  /** Shows each message that is not in flight or delayed, once. What is kept stays available. */
  walk(judge: (message: QueuedMessage) => Promise<Verdict>): Promise<void>;
  /** Messages that no walk can see, as the queue estimates them. */
  outOfReach(): Promise<OutOfReach>;
}

export interface OutOfReach {
  /** Being delivered, or waiting for the next try. */
  readonly inFlight: number;
  readonly delayed: number;
}

export interface ReceiptRecords {
  /** Forgets that an address was sent a receipt. Resolves with how many days' records there were. */
  forget(email: string, days: readonly string[]): Promise<number>;
}
