import type {
  MailRecord,
  QueueMessage,
  Submission,
  SubmissionMailed,
  SubmissionStatus,
} from './submission';

/**
 * What `deliver` needs from outside. Each rejects with Unavailable, whose cause is the provider's own
 * error; a mailer rejects with MailFault.
 */
export interface SubmissionStore {
  /**
   * Stores a submission, with the claim of the delivery that is at work on it, unless its id is
   * stored already. Resolves with what was stored before, or undefined when it is new.
   */
  add(submission: Submission, item: NewItem): Promise<DeliveryState | undefined>;
  /** Takes the place of an old claim. Resolves with false when another delivery was faster. */
  claim(id: string, claim: Claim, old: string | undefined): Promise<boolean>;
  /** Ends a claim, and records how; changes nothing when the claim is not held any more. */
  release(id: string, claimedBy: string, outcome?: ReleaseOutcome): Promise<void>;
  recordMail(record: MailRecord): Promise<Recording>;
  /** Records that the visitor was sent a receipt, unless SES's feedback on it came first. */
  recordReceipt(id: string): Promise<void>;
}

/** Keeps other deliveries of the same submission away until it ends. */
export interface Claim {
  /** Names the delivery: no two have the same. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface NewItem {
  readonly status: Extract<SubmissionStatus, 'received' | 'spam'>;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** Absent from what is not to be mailed. */
  readonly claim?: Claim;
}

export interface DeliveryState {
  readonly status: SubmissionStatus;
  readonly claimedBy?: string;
  /** Epoch milliseconds. */
  readonly claimedUntil?: number;
  readonly mailedAt?: string;
  /** SES took the mail, whatever became of it after that. */
  readonly mailMessageId?: string;
}

export interface ReleaseOutcome {
  /** Default: the status stays, and the mail is tried again. */
  readonly status?: Extract<SubmissionStatus, 'parked' | 'failed'>;
  /** A code: why SES did not take the mail. */
  readonly reason: string;
}

export type MailedFacts = Omit<SubmissionMailed, 'type'>;

export type Recording =
  /** Now, or by an earlier try. */
  | { readonly kind: 'recorded'; readonly facts: MailedFacts }
  /** Another mail of the same submission was recorded first. */
  | { readonly kind: 'other-mail' }
  /** SES had already reported that it could not render or deliver this mail. */
  | { readonly kind: 'failed' }
  /** Nothing is stored under the id any more. */
  | { readonly kind: 'gone' };

export interface Mailer {
  /** Resolves with the provider's message id. */
  sendMessage(submission: Submission): Promise<string>;
  sendReceipt(submission: Submission): Promise<void>;
}

/** Says which visitors get a receipt, without keeping their addresses. */
export interface ReceiptLedger {
  /** Whether the form sends receipts. */
  isWanted(form: string): boolean;
  /** Resolves with false when the address was sent one on that day. */
  enter(email: string, id: string): Promise<boolean>;
}

export interface EventPublisher {
  publish(event: SubmissionMailed): Promise<void>;
}

/** The queue that a delivery came from. */
export interface DeliveryQueue<Message = QueueMessage> {
  put(message: Message, delaySeconds: number): Promise<void>;
  /** Delivers a message that is being delivered again after so many seconds, if it is reported failed. */
  hide(receiptHandle: string, seconds: number): Promise<void>;
}

export interface DeadLetters {
  /** `reason` is a code, which becomes a message attribute. */
  put(body: string, reason: string): Promise<void>;
}

/** What `feedback` needs. Each may be repeated; false: there is no such submission, or another mail followed. */
export interface FeedbackStore {
  /** SES took the mail and could not render or deliver it. `reason` is a code. */
  failMail(id: string, mailMessageId: string, reason: string): Promise<boolean>;
  markReceipt(id: string, feedback: 'bounced' | 'complained'): Promise<boolean>;
}
