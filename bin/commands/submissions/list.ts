import { count } from '../../../lambdas/submissions/count';
import { notes as notesOf } from '../../../lambdas/submissions/notes';
import type { Desk } from '../terminal/desk';
import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { line, table as columns, time } from '../terminal/screen-text';
import { selectSubmissions, type Selection } from '../../../lambdas/submissions/select';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';

/** Shows names and addresses to a person. Piped output has none, because it ends in logs. */
export async function list(
  environment: string,
  selection: Selection,
  json: boolean,
  table: SubmissionTable,
  desk: Desk,
): Promise<void> {
  const found = await selectSubmissions(table, selection, desk.now());
  if (json) {
    desk.write(`${JSON.stringify(found, undefined, 2)}\n`);
    return;
  }
  if (found.length > 0) desk.write(columns(rows(found, desk.isScreen)));
  const filtered = Object.keys(selection).length > 0 ? ' that match' : '';
  desk.note(`${count(found.length, 'submission')} in ${environment}${filtered}`);
}

function rows(found: readonly StoredSubmission[], withPeople: boolean): string[][] {
  const people = withPeople ? ['FROM'] : [];
  const heading = ['ID', 'RECEIVED', 'FORM', 'STATUS', 'HANDLED', 'NOTES', ...people];
  return [
    heading,
    ...found.map((submission) => [
      line(submission.id),
      time(submission.receivedAt),
      line(submission.form),
      line(submission.status),
      (submission.handledAt ?? '').slice(0, 'YYYY-MM-DD'.length),
      notes(submission),
      ...(withPeople ? [from(submission)] : []),
    ]),
  ];
}

/** Why it is parked, failed or spam, and other remarks. */
export function notes(submission: StoredSubmission): string {
  return notesOf(submission).map(line).join(', ');
}

function from({ values }: StoredSubmission): string {
  return line(`${values['name'] ?? ''} <${values['email'] ?? ''}>`);
}
