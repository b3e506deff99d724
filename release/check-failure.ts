export type CheckFailureCode =
  | 'CHECK_FAILED'
  | 'AUDIT_UNAVAILABLE'
  | 'HISTORY_UNAVAILABLE'
  | 'NO_PULL_REQUEST';

/** A check found a fault, or could not look. The message says what to do. */
export class CheckFailure extends Error {
  constructor(
    readonly code: CheckFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CheckFailure';
  }
}
