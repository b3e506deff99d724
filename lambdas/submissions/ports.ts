import type { SubmissionStatus } from '../contact-form/submission';
import type { StoredSubmission } from './stored-submission';

/**
 * Makes a call to AWS, and turns its faults into those of the caller.
 * @param what the thing that the call asks for, in the reader's words: `Table waypost-dev-storage-...`
 */
export type Ask = <Answer>(what: string, call: () => Promise<Answer>) => Promise<Answer>;

/** The stores of an environment's messages. */
export interface SubmissionStores {
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
   * Changes the status of a submission that was mailed. `undefined` if there is no such submission, it has
   * expired, was never mailed, or has another status than `from`.
   */
  reclassify(
    id: string,
    change: { readonly from: SubmissionStatus; readonly to: SubmissionStatus },
    now: Date,
  ): Promise<StoredSubmission | undefined>;
  /** Whether earlier states of the table can be restored. */
  hasPointInTimeRecovery(): Promise<boolean>;
}

export interface Marking {
  /** ISO 8601, UTC; `undefined` if it is still to be handled. */
  readonly handledAt: string | undefined;
  /** Unset, the note stays as it is. An empty text removes it. */
  readonly note?: string;
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
