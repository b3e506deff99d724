import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { markSpam } from '../../../lambdas/submissions/spam';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';
import { CommandError } from '../terminal/command-error';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { notFound } from './find';

/** Marks a mailed submission as spam. `release` takes it back. */
export async function spam(
  label: EnvironmentLabel,
  id: string,
  json: boolean,
  table: SubmissionTable,
  desk: Desk,
): Promise<void> {
  const result = await markSpam(id, table, desk.now());
  if (result.kind === 'missing') throw notFound(id, label);
  const { kind, found } = result;
  if (kind === 'refused') throw notMarkable(found, label);
  if (json) desk.write(`${JSON.stringify(found)}\n`);
  else
    desk.note(
      `${id} is spam. \`npx waypost submissions release ${label.words} ${id}\` takes it back.`,
    );
}

function notMarkable({ id, status }: StoredSubmission, { words }: EnvironmentLabel) {
  return new CommandError(
    'NOT_MARKABLE',
    `Submission ${id} has the status "${status}"; only mailed submissions can be marked as spam. ` +
      `\`npx waypost submissions show ${words} ${id}\` says more.`,
  );
}
