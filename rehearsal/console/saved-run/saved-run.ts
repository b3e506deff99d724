import type { ConsoleEvent } from '../events/console-event';
import type { EnvironmentView, PermissionsView, SubmissionView } from '../cloud/views';

/** All that a saved page needs, as it stands in its file. */
export interface SavedRun {
  readonly events: readonly ConsoleEvent[];
  readonly logs: readonly SavedLog[];
  /** Pages that approvals have linked to, by their paths in the console. */
  readonly objects: Readonly<Record<string, string>>;
  readonly environments: readonly EnvironmentView[];
  readonly submissions: readonly SubmissionView[];
  readonly permissions: PermissionsView;
}

export interface SavedLog {
  /** As the report has it. */
  readonly path: string;
  readonly text: string;
  /** Bytes before it that are left out. */
  readonly skipped: number;
}

/** Id of the element that holds it. */
export const SAVED_RUN = 'saved-run';
