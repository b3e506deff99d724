/** What a visitor filled in, validated: see `core/validate-form`. */
export interface ContactForm {
  /** Single line. */
  readonly name: string;
  /** A plain address, single line: it becomes Reply-To. */
  readonly email: string;
  /** Line breaks are `\n`. */
  readonly message: string;
}

/** Who gets the mail: the owner's recipients, or SES's mailbox simulator for a smoke test. */
export type Destination = 'owner' | 'simulator';

/** A form that was accepted. This, as JSON, is the body of a message in the submission queue. */
export interface Submission {
  /** UUID. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly form: ContactForm;
  readonly destination: Destination;
}

export type SubmissionStatus = 'received' | 'mailed';

/** Published to the contact event topic. Holds nothing personal. */
export interface SubmissionMailed {
  readonly type: 'submission.mailed';
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** ISO 8601, UTC. The same in every copy of the event, so that a consumer can drop the second. */
  readonly mailedAt: string;
  readonly destination: Destination;
}
