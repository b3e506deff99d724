import { CommanderError, type Command } from 'commander';

const FAILURE = 1;
const WRONG_USAGE = 2;

/**
 * Runs the program and turns errors into text and exit codes.
 * @returns the exit code; `undefined` if the command succeeded, which may have set another one
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
    // commander has printed the help, the version or what is wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    printError(explain(error));
    return isCoded(error, 'UNKNOWN_ACCOUNT') ? WRONG_USAGE : FAILURE;
  }
}

/** Errors that carry a code tell the reader what to do; of any other, the stack tells us. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `waypost: ${String(error)}`;
  return `waypost: ${isCoded(error) ? error.message : (error.stack ?? error.message)}`;
}

function isCoded(error: unknown, code?: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (code === undefined || error.code === code)
  );
}
