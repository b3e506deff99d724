import type { Limit } from './core/rate-limit';
import type { Submission, SubmissionStatus } from './submission';

/**
 * What `submit` and `submission-status` need from outside. Each rejects with Unavailable, whose cause is the
 * provider's own error.
 */
export interface SubmissionSender {
  /** Resolves once the queue has taken the submission. */
  send(submission: Submission): Promise<void>;
}

export interface DailySecrets {
  /** A day's secret (`2026-11-24`, UTC), made when it is first asked for. */
  of(day: string): Promise<string>;
}

export interface RateLimiter {
  /** Counts one more of a source. Resolves with the milliseconds to wait instead, or 0. */
  admit(source: string, limit: Limit, now: number): Promise<number>;
}

/** A solved challenge is for one submission. */
export interface ProofClaim {
  /** Hash. */
  readonly challenge: string;
  /** The submission's. */
  readonly id: string;
  /** Epoch milliseconds at which nobody can use the challenge any more. */
  readonly expiresAt: number;
}

export interface ProofLedger {
  /** Resolves with false when another submission has claimed the challenge. */
  claim(claim: ProofClaim): Promise<boolean>;
}

export interface SubmissionState {
  readonly status: SubmissionStatus;
  /** A code: why it is not mailed yet, or not at all. */
  readonly reason?: string;
}

export interface SubmissionStatusReader {
  /** Resolves with undefined when no submission has this id. */
  statusOf(id: string): Promise<SubmissionState | undefined>;
}

/** AWS did not do what we asked. Trying again may help; the cause says what it was. */
export class Unavailable extends Error {
  readonly code = 'UNAVAILABLE';
  constructor(
    readonly service: 'sqs' | 'dynamodb' | 'ses' | 'sns' | 'ssm',
    cause: unknown,
  ) {
    super(`${service} did not answer as asked; see the cause`, { cause });
    this.name = 'Unavailable';
  }
}
