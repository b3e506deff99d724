/** What a visitor filled in, validated against the form's definition (`core/validate-form`). */
export interface ContactValues extends Readonly<Record<string, string>> {
  /** Single line. */
  readonly name: string;
  /** A plain address, single line: it becomes Reply-To. */
  readonly email: string;
  /** Line breaks are `\n`. */
  readonly message: string;
}

/** Who gets the mail: the form's recipients, or SES's mailbox simulator for a smoke test. */
export type Destination = 'owner' | 'simulator';

/** Why a submission is judged spam: it is stored, and not mailed unless the owner releases it. */
export type SpamReason = 'honeypot' | 'too-fast';

/** What makes a submission look like spam; the mail says it. */
export type Mark = 'links';

/** A form that was accepted. */
export interface Submission {
  /** UUID. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** Name of its form. */
  readonly form: string;
  readonly values: ContactValues;
  readonly destination: Destination;
  /** Empty for what people send. */
  readonly spam: readonly SpamReason[];
  readonly marks: readonly Mark[];
}

/** A mail that SES took and the table could not record; the queue keeps it until the table can. */
export interface MailRecord {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly mailedAt: string;
  /** SES's. */
  readonly mailMessageId: string;
}

/** Body of a message in the submission queue, as JSON. */
export type QueueMessage =
  | {
      readonly kind: 'submission';
      readonly submission: Submission;
      /** How often it was put back because SES was throttled or mail is parked. */
      readonly postponed?: number;
      /** The owner says that it is no spam. */
      readonly released?: true;
    }
  | { readonly kind: 'mailed'; readonly record: MailRecord };

/**
 * `received`: stored, to be mailed. `parked`: waits until SES may send (identity pending, sending
 * paused). `mailed`: SES took the mail. `failed`: no retry mends it; a copy rests in the dead-letter
 * queue, or SES reported after taking it that it could not render or send it. `spam`: never mailed
 * unless released.
 */
export const SUBMISSION_STATUSES = ['received', 'parked', 'mailed', 'failed', 'spam'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** Published to the contact event topic. Holds nothing personal. */
export interface SubmissionMailed {
  readonly type: 'submission.mailed';
  readonly id: string;
  /** Name of the form. */
  readonly form: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** ISO 8601, UTC. The same in every copy of the event, so that a consumer can drop the second. */
  readonly mailedAt: string;
  readonly destination: Destination;
}
