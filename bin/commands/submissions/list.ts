import type { Desk } from '../terminal/desk';
import type { SubmissionTable } from './ports';
import { line, table as columns, time } from '../terminal/screen-text';
import { selectSubmissions, type Selection } from './select';
import type { StoredSubmission } from './stored-submission';

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

export function count(n: number, what: string): string {
  return `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;
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
export function notes({ reason, spam, marks, receipt, destination }: StoredSubmission): string {
  return [
    ...(reason === undefined ? [] : [reason]),
    ...spam,
    ...marks,
    ...(receipt === undefined || receipt === 'sent' ? [] : [`receipt ${receipt}`]),
    ...(destination === 'simulator' ? ['smoke test'] : []),
  ]
    .map(line)
    .join(', ');
}

function from({ values }: StoredSubmission): string {
  return line(`${values['name'] ?? ''} <${values['email'] ?? ''}>`);
}
