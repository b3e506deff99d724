import { readMessage } from '../../../lambdas/submissions/read-message';
import { CommandError } from '../terminal/command-error';
import { count } from '../../../lambdas/submissions/count';
import type { Desk, EnvironmentLabel } from '../terminal/desk';
import { hiddenLine, putBack, putBackLines } from '../terminal/put-back';
import type { SubmissionsCloud } from './ports';

/**
 * Puts dead letters back on the queue. `deliver` mails one that an interruption has left twice only once.
 * Their `reason` attribute is not copied.
 */
export async function redrive(
  label: EnvironmentLabel,
  id: string | undefined,
  json: boolean,
  cloud: SubmissionsCloud,
  desk: Desk,
): Promise<void> {
  const queue = await cloud.queue();
  const deadLetters = await cloud.deadLetters();
  const result = await putBack(deadLetters, queue, submissionIdOf, id);
  const { redriven, malformed } = result;
  if (id !== undefined && redriven.length === 0) throw notThere(id, label, result.inFlight);
  if (json) {
    desk.write(`${JSON.stringify(result)}\n`);
    return;
  }
  for (const line of putBackLines(result)) desk.write(`${line}\n`);
  // All of them were seen, but with --id the user asked for only one.
  if (id !== undefined || malformed.length === 0) return;
  desk.note(
    `${count(malformed.length, 'malformed message')} left in the dead-letter queue, by SQS message id:`,
  );
  for (const messageId of malformed) desk.note(`  ${messageId}`);
  desk.note('Nothing can deliver them. To look at them:');
  desk.note(
    `  aws sqs receive-message --queue-url ${deadLetters.url} --visibility-timeout 0 ` +
      `--max-number-of-messages 10 --message-attribute-names All`,
  );
}

/** `undefined` if the message is malformed. */
function submissionIdOf(body: string): string | undefined {
  const message = readMessage(body);
  return message?.kind === 'submission' ? message.submission.id : message?.record.id;
}

function notThere(id: string, { name, words }: EnvironmentLabel, inFlight: number) {
  return new CommandError(
    'NOT_IN_DEAD_LETTERS',
    `There is no message of submission "${id}" in the dead-letter queue of ${name}. ` +
      `\`npx waypost submissions show ${words} ${id}\` says what became of it.` +
      (inFlight === 0 ? '' : ` Or it is hidden: ${hiddenLine(inFlight)}`),
  );
}
