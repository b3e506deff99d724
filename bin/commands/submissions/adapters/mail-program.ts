import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from '../../terminal/command-error';

/** The command that opens an address with the owner's preferred program. */
const OPENER = process.platform === 'darwin' ? 'open' : 'xdg-open';

/** @throws CommandError NO_MAIL_PROGRAM */
export async function mailProgram(address: string): Promise<void> {
  try {
    await promisify(execFile)(OPENER, [address]);
  } catch (cause) {
    // Not shown: the error has the whole address, with the message in it.
    throw new CommandError(
      'NO_MAIL_PROGRAM',
      `--open: \`${OPENER}\` could not open a mail program. Set one as the default of this machine, or leave out --open to print the mail.`,
      { cause },
    );
  }
}
