import type { Submission, SubmissionMailed, SubmissionStatus } from './submission';

/**
 * What the contact form needs from outside. Each rejects with Unavailable, whose cause is the
 * provider's own error.
 */
export interface SubmissionQueue {
  /** Resolves once the queue has taken the submission. */
  send(submission: Submission): Promise<void>;
}

export interface SubmissionStore {
  /**
   * Stores a submission as 'received' unless its id is already stored.
   * Resolves with when it was mailed, if it is stored and was; `expiresAt` is in epoch seconds.
   */
  save(submission: Submission, expiresAt: number): Promise<{ readonly mailedAt?: string }>;
  /** Resolves with false, changing nothing, when another delivery recorded its mail first. */
  markMailed(id: string, mail: MailRecord): Promise<boolean>;
}

export interface SubmissionStatusReader {
  /** Resolves with undefined when no submission has this id. */
  statusOf(id: string): Promise<SubmissionStatus | undefined>;
}

export interface MailRecord {
  /** ISO 8601, UTC. */
  readonly mailedAt: string;
  readonly mailMessageId: string;
}

export interface Mailer {
  /** Resolves with the provider's message id. */
  send(submission: Submission): Promise<string>;
}

export interface EventPublisher {
  publish(event: SubmissionMailed): Promise<void>;
}

/** AWS did not do what we asked. Trying again may help; the cause says what it was. */
export class Unavailable extends Error {
  readonly code = 'UNAVAILABLE';
  constructor(
    readonly service: 'sqs' | 'dynamodb' | 'ses' | 'sns',
    cause: unknown,
  ) {
    super(`${service} did not answer as asked; see the cause`, { cause });
    this.name = 'Unavailable';
  }
}
