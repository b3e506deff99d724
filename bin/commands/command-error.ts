export type CommandErrorCode =
  | 'AWS_CREDENTIALS_MISSING'
  | 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT'
  | 'AWS_REFUSED'
  | 'CDK_FAILED'
  | 'COMMIT_NOT_PUSHED'
  | 'GIT_FAILED'
  | 'GIT_MISSING'
  | 'NO_COMMIT'
  | 'NOT_A_REPOSITORY'
  | 'NOT_BOOTSTRAPPED'
  | 'UNCOMMITTED_CHANGES'
  | 'UNKNOWN_ACCOUNT';

/** A command cannot go on. The message says why and what to do next; `code` is stable. */
export class CommandError extends Error {
  constructor(
    readonly code: CommandErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandError';
  }
}
