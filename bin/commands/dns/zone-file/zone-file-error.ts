import { line as onScreen } from '../../submissions/screen-text';
import { CommandError } from '../../command-error';

/** A zone file cannot be understood. The message names line and text, and says what to do. */
export class ZoneFileError extends Error {
  constructor(
    /** Counted from 1; 0 for the whole file. */
    readonly line: number,
    text: string,
    expected: string,
    fix: string,
  ) {
    const where = line === 0 ? '' : `line ${line}: `;
    const what = `${where}${text === '' ? '' : `\`${text}\`: `}${expected}.`;
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
    throw new CommandError('ZONE_FILE_BROKEN', `${path}, ${error.message}`, { cause: error });
  }
}
