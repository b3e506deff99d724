export type CommandErrorCode =
  | 'APPROVAL_NEEDED'
  | 'AWS_ACCESS_DENIED'
  | 'AWS_CREDENTIALS_MISSING'
  | 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT'
  | 'AWS_REFUSED'
  | 'BOOTSTRAP_OUTGROWN'
  | 'CDK_FAILED'
  | 'COMMIT_NOT_PUSHED'
  | 'CONFIRMATION_MISSING'
  | 'DIFFERENCE_FOUND'
  | 'DRILL_NOT_CLEANED_UP'
  | 'DRILL_TOO_SLOW'
  | 'ENVIRONMENTS_STAND'
  | 'ENVIRONMENT_UNSEEN'
  | 'FILE_EXISTS'
  | 'FILE_NOT_WRITTEN'
  | 'GIT_FAILED'
  | 'GIT_MISSING'
  | 'INTERRUPTED'
  | 'NAME_SERVERS_SILENT'
  | 'NAME_SERVERS_UNKNOWN'
  | 'NO_COMMIT'
  | 'NO_REMOTE'
  | 'NO_MAIL_PROGRAM'
  | 'NO_SUCH_TABLE'
  | 'NOT_A_REPOSITORY'
  | 'NOT_BOOTSTRAPPED'
  | 'NOT_CONFIRMED'
  | 'NOT_DEPLOYED'
  | 'NOT_IN_DEAD_LETTERS'
  | 'NOT_RELEASABLE'
  | 'NOT_REMOVED'
  | 'RECORDS_REFUSED'
  | 'RECORD_BROKEN'
  | 'REHEARSAL_NOT_RUNNING'
  | 'REHEARSAL_RUNNING'
  | 'RESTORE_DIFFERS'
  | 'SOMETHING_WRONG'
  | 'STACKS_PROTECTED'
  | 'STACK_BUSY'
  | 'STACK_NOT_DELETED'
  | 'SUBMISSION_NOT_FOUND'
  | 'SUBMISSION_UNREADABLE'
  | 'TEMPLATE_BROKEN'
  | 'UNCOMMITTED_CHANGES'
  | 'UNKNOWN_ACCOUNT'
  | 'UNKNOWN_ENVIRONMENT'
  | 'UNKNOWN_FORM'
  | 'UNKNOWN_STACK'
  | 'ZONE_DIFFERS'
  | 'ZONE_FILE_BROKEN'
  | 'ZONE_FILE_UNREADABLE';

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
