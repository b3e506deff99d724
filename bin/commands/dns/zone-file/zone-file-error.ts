import { line as onScreen } from '../../terminal/screen-text';
import { CommandError } from '../../terminal/command-error';

/** A zone file cannot be understood. The message names line and text, and says what to do. */
export class ZoneFileError extends Error {
  constructor(
    /** Counted from 1; 0 for the whole file. */
    readonly line: number,
    text: string,
    /** What should stand there. */
    expected: string,
    fix: string,
  ) {
    const where = line === 0 ? '' : `line ${line}: `;
    // Columns are parted by tabs, which are no fault.
    const shown = text.replaceAll('\t', ' ');
    const what = `${where}${text === '' ? '' : `\`${shown}\`: `}expected ${expected}.`;
    super(`${onScreen(what)}\n  fix: ${fix}`);
    this.name = 'ZoneFileError';
  }
}

/** Names the file in what is wrong with it. @throws CommandError ZONE_FILE_BROKEN */
export function inFile<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZoneFileError)) throw error;
    const where = `${path}${error.line === 0 ? ':' : ','}`;
    throw new CommandError('ZONE_FILE_BROKEN', `${where} ${error.message}`, { cause: error });
  }
}
