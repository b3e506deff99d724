import type { SubmissionTable } from '../../../lambdas/submissions/ports';
import { isExpired, type StoredSubmission } from '../../../lambdas/submissions/stored-submission';
import { CommandError } from '../terminal/command-error';
import type { EnvironmentLabel } from '../terminal/desk';

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
