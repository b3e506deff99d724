import { CommanderError, type Command } from 'commander';
import { explain, isCoded } from './explain';

const FAILURE = 1;
const WRONG_USAGE = 2;
/** Errors of usage that only the configuration can show: unknown names. */
const WRONG_NAMES = [
  'UNKNOWN_ACCOUNT',
  'UNKNOWN_ENVIRONMENT',
  'UNKNOWN_FORM',
  'UNKNOWN_STACK',
  'UNKNOWN_WEBHOOK',
];

/**
 * Runs the program and turns errors into text and exit codes.
 * @returns the exit code; `undefined` if the command succeeded, and may have set one itself
 */
export async function main(
  program: Command,
  args: readonly string[],
  printError: (text: string) => void,
): Promise<number | undefined> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    // commander has printed the help, the version or the error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    printError(`waypost: ${explain(error)}`);
    return WRONG_NAMES.some((code) => isCoded(error, code)) ? WRONG_USAGE : FAILURE;
  }
}
