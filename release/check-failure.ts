export type CheckFailureCode = 'CHECK_FAILED' | 'AUDIT_UNAVAILABLE' | 'HISTORY_UNAVAILABLE';

/** What was checked is not as it must be, or could not be looked at. The message says what to do. */
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

/** @throws CheckFailure CHECK_FAILED with every problem, if there is one */
export function expectNone(problems: readonly string[], heading: string): void {
  if (problems.length === 0) return;
  throw new CheckFailure('CHECK_FAILED', [heading, ...problems].join('\n  '));
}
