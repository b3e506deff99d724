import { CommandError } from '../terminal/command-error';
import type { Desk } from '../terminal/desk';

/**
 * Asks before something is restored.
 * @param notes lines that say what will happen
 * @throws CommandError CONFIRMATION_MISSING or NOT_CONFIRMED
 */
export async function confirmRestore(desk: Desk, ...notes: string[]): Promise<void> {
  for (const line of notes) desk.note(line);
  const answer = await desk.ask('Go on? [y/N] ');
  if (answer === undefined) {
    throw new CommandError(
      'CONFIRMATION_MISSING',
      'Nothing was restored: there is no terminal to ask in. Add --yes to continue without a question.',
    );
  }
  if (/^y(?:es)?$/i.test(answer.trim())) return;
  throw new CommandError('NOT_CONFIRMED', 'Nothing was restored.');
}
