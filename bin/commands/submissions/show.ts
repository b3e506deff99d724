import { STANDARD_FIELDS } from '../../../lambdas/contact-form/contract';
import { notes } from './list';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { line, lines, time } from '../terminal/screen-text';
import { findSubmission } from './find';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';

export async function show(
  label: EnvironmentLabel,
  id: string,
  json: boolean,
  table: SubmissionTable,
  desk: Desk,
): Promise<void> {
  const submission = await findSubmission(table, id, label, desk.now());
  desk.write(json ? `${JSON.stringify(submission, undefined, 2)}\n` : text(submission));
}

/** Facts, then the visitor's values, with the message at the end. */
function text(submission: StoredSubmission): string {
  const { mailedAt, mailMessageId, receipt, handledAt, note, expiresAt, values } = submission;
  const standard = new Set<string>(STANDARD_FIELDS.map(({ name }) => name));
  const own = Object.entries(values).filter(([name]) => !standard.has(name));
  const facts: [string, string | undefined][] = [
    ['id', submission.id],
    ['received', time(submission.receivedAt)],
    ['form', submission.form],
    ['status', submission.status],
    ['notes', notes(submission) || undefined],
    ['mailed', mailedAt && `${time(mailedAt)} (SES ${mailMessageId ?? 'without an id'})`],
    ['receipt', receipt],
    ['handled', handledAt && time(handledAt)],
    ['your note', note],
    ['kept until', expiresAt && time(expiresAt)],
    ['name', values['name']],
    ['email', values['email']],
    ...own,
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const width = Math.max(...known.map(({ name }) => name.length));
  return [
    ...known.map(({ name, value }) => {
      const [first = '', ...rest] = lines(value);
      return [
        `${line(name).padEnd(width)}  ${first}`,
        ...rest.map((more) => `${' '.repeat(width)}  ${more}`),
      ].join('\n');
    }),
    '',
    ...lines(values['message'] ?? ''),
    '',
  ].join('\n');
}
