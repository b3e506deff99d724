import { line as onScreen } from '../../terminal/screen-text';
import { CommandError } from '../../terminal/command-error';

/** A zone file has a mistake. The message names line and text, and says what to do. */
export class ZoneFileError extends Error {
  constructor(
    /** Counted from 1; 0 for the whole file. */
    readonly line: number,
    text: string,
    /** What is expected there. */
    expected: string,
    fix: string,
  ) {
    const where = line === 0 ? '' : `line ${line}: `;
    // Tabs separate the columns and are no fault.
    const shown = text.replaceAll('\t', ' ');
    const what = `${where}${text === '' ? '' : `\`${shown}\`: `}expected ${expected}.`;
    super(`${onScreen(what)}\n  fix: ${fix}`);
    this.name = 'ZoneFileError';
  }
}

/** Adds the name of the file to its mistakes. @throws CommandError ZONE_FILE_BROKEN */
export function inFile<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZoneFileError)) throw error;
    const where = `${path}${error.line === 0 ? ':' : ','}`;
    throw new CommandError('ZONE_FILE_BROKEN', `${where} ${error.message}`, { cause: error });
  }
}
