import { CommandError } from '../terminal/command-error';
import type { EnvironmentLabel } from '../terminal/desk';
import type { SubmissionTable } from './ports';
import { isExpired, type StoredSubmission } from './stored-submission';

/** Selects submissions. Without filters: all. */
export interface Selection {
  readonly status?: string;
  readonly form?: string;
  /** Received then or later. */
  readonly since?: Date;
  /** Handled submissions, or those that nobody has handled yet, without smoke tests. */
  readonly handled?: boolean;
}

/** Newest first. */
export async function selectSubmissions(
  table: SubmissionTable,
  { status, form, since, handled }: Selection,
  now: Date,
): Promise<StoredSubmission[]> {
  const found: StoredSubmission[] = [];
  for await (const submission of table.all()) {
    if (isExpired(submission, now)) continue;
    if (status !== undefined && submission.status !== status) continue;
    if (form !== undefined && submission.form !== form) continue;
    if (since !== undefined && !(Date.parse(submission.receivedAt) >= since.getTime())) continue;
    if (handled !== undefined && (submission.handledAt !== undefined) !== handled) continue;
    // Nobody handles what the smoke test of each release sends.
    if (handled === false && submission.destination === 'simulator') continue;
    found.push(submission);
  }
  return found.sort((a, b) => compare(b.receivedAt, a.receivedAt) || compare(a.id, b.id));
}

/** @throws CommandError SUBMISSION_NOT_FOUND */
export async function findSubmission(
  table: SubmissionTable,
  id: string,
  label: EnvironmentLabel,
  now: Date,
): Promise<StoredSubmission> {
  const found = await table.find(id);
  if (found !== undefined && !isExpired(found, now)) return found;
  throw notFound(id, label);
}

export function notFound(id: string, { name, words }: EnvironmentLabel): CommandError {
  return new CommandError(
    'SUBMISSION_NOT_FOUND',
    `There is no submission "${id}" in ${name}. It may have expired or been erased; ` +
      `\`npx waypost submissions list ${words}\` shows what there is.`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
