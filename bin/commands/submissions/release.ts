import {
  release as releaseSubmission,
  RELEASABLE,
  UnreadableSubmission,
} from '../../../lambdas/submissions/spam';
import type { StoredSubmission } from '../../../lambdas/submissions/stored-submission';
import { CommandError } from '../terminal/command-error';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { notFound } from './find';
import type { SubmissionsCloud } from './ports';

/** Lets a submission be mailed that was held back, or that failed for a reason that no longer exists. */
export async function release(
  label: EnvironmentLabel,
  id: string,
  json: boolean,
  cloud: SubmissionsCloud,
  desk: Desk,
): Promise<void> {
  const result = await releaseSubmission(id, cloud, desk.now()).catch(unreadable(id));
  if (result.kind === 'missing') throw notFound(id, label);
  const { kind, found } = result;
  if (kind === 'refused') throw notReleasable(found, label);
  if (json) desk.write(`${JSON.stringify({ id, status: found.status, released: true })}\n`);
  else if (kind === 'queued')
    desk.note(
      `Released ${id}, which was ${found.status}: it is in the queue and will be mailed now.`,
    );
  else desk.note(`${id} is no spam any more. It had been mailed before, and is not mailed again.`);
}

function unreadable(id: string) {
  return (error: unknown): never => {
    if (!(error instanceof UnreadableSubmission)) throw error;
    const { cause } = error;
    throw new CommandError(
      'SUBMISSION_UNREADABLE',
      `Submission ${id} cannot be mailed: its item in the table is not as \`deliver\` writes it ` +
        `(${cause instanceof Error ? cause.message : String(cause)}). Read it with \`submissions show\`.`,
      { cause },
    );
  };
}

function notReleasable({ id, status, mailedAt }: StoredSubmission, { words }: EnvironmentLabel) {
  const remedy =
    status === 'mailed'
      ? `It was mailed at ${mailedAt ?? 'an unknown time'}; read it with \`npx waypost submissions show ${words} ${id}\`.`
      : `It is on its way. If it stays so, \`npx waypost submissions redrive ${words} --id ${id}\` sends it again from the dead-letter queue.`;
  return new CommandError(
    'NOT_RELEASABLE',
    `Submission ${id} has the status "${status}"; only ${RELEASABLE.join(', ')} can be released. ${remedy}`,
  );
}
