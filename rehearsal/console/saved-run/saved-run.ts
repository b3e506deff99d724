import type { ConsoleEvent } from '../events/console-event';
import type { EnvironmentView, PermissionUse, SubmissionView } from '../cloud/views';

/** The data of a saved page, in its file. */
export interface SavedRun {
  readonly events: readonly ConsoleEvent[];
  readonly logs: readonly SavedLog[];
  /** Sources of mails, by message id. */
  readonly mailSources: Readonly<Record<string, string>>;
  /** Pages that approvals link to, by their paths in the console. */
  readonly objects: Readonly<Record<string, string>>;
  readonly environments: readonly EnvironmentView[];
  readonly submissions: readonly SubmissionView[];
  readonly permissions: PermissionUse;
}

export interface SavedLog {
  /** The path in the report. */
  readonly path: string;
  readonly text: string;
  /** Number of bytes before it that are left out. */
  readonly skipped: number;
}

/** Id of the element with the data. */
export const SAVED_RUN = 'saved-run';
