import { parseMessage } from '../../../lambdas/contact-form/queue/parse-message';
import type { QueueMessage } from '../../../lambdas/contact-form/submission';
import { CommandError } from '../terminal/command-error';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import type { SubmissionsCloud } from './ports';
import { findSubmission } from './select';
import type { StoredSubmission } from './stored-submission';

const RELEASABLE: readonly string[] = ['spam', 'failed', 'parked'];

/** Lets a submission be mailed that was held back, or that failed for a reason that no longer exists. */
export async function release(
  label: EnvironmentLabel,
  id: string,
  json: boolean,
  cloud: SubmissionsCloud,
  desk: Desk,
): Promise<void> {
  const found = await findSubmission(await cloud.table(), id, label, desk.now());
  const { status } = found;
  if (!RELEASABLE.includes(status)) throw notReleasable(found, label);
  const queue = await cloud.queue();
  await queue.send(JSON.stringify(messageOf(found)));
  if (json) desk.write(`${JSON.stringify({ id, status, released: true })}\n`);
  else desk.note(`Released ${id}, which was ${status}: it is in the queue and will be mailed now.`);
}

/** @throws CommandError SUBMISSION_UNREADABLE for an item that `deliver` would refuse */
function messageOf({ id, ...stored }: StoredSubmission): QueueMessage {
  const { receivedAt, form, values, destination, spam, marks } = stored;
  const submission = { id, receivedAt, form, values, destination, spam, marks };
  try {
    return parseMessage(JSON.stringify({ kind: 'submission', submission, released: true }));
  } catch (cause) {
    throw new CommandError(
      'SUBMISSION_UNREADABLE',
      `Submission ${id} cannot be mailed: its item in the table is not as \`deliver\` writes it ` +
        `(${cause instanceof Error ? cause.message : String(cause)}). Read it with \`submissions show\`.`,
      { cause },
    );
  }
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
