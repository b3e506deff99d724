import { CommandError } from '../terminal/command-error';
import type { Desk } from '../terminal/desk';

/** @throws CommandError CONFIRMATION_MISSING, NOT_CONFIRMED */
export async function confirm(
  name: string,
  confirmed: string | undefined,
  desk: Desk,
): Promise<void> {
  const answer = confirmed ?? (await desk.ask(`Type "${name}" to continue: `));
  if (answer === undefined) {
    throw new CommandError(
      'CONFIRMATION_MISSING',
      `Nothing was deleted: there is no terminal to ask in. Add --yes ${name} to continue without a question.`,
    );
  }
  if (answer.trim() === name) return;
  throw new CommandError('NOT_CONFIRMED', `Nothing was deleted: that is not "${name}".`);
}
