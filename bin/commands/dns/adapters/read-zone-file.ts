import { readFile } from 'node:fs/promises';
import { CommandError } from '../../terminal/command-error';
import { textOf } from '../zone-file/entries';

/** Node's error code -> our words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission to read it',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
};

/** @throws CommandError ZONE_FILE_UNREADABLE */
export async function readZoneFileText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const reason = REASONS[code] ?? message;
    throw unreadable(path, `${reason}. Name the file that your DNS provider exports`, cause);
  });
  if (bytes.includes(0)) {
    throw unreadable(
      path,
      'it is not text in UTF-8. Save it as UTF-8, or export a zone file in BIND format',
    );
  }
  return textOf(bytes);
}

function unreadable(path: string, why: string, cause?: unknown): CommandError {
  return new CommandError('ZONE_FILE_UNREADABLE', `${path} cannot be read: ${why}.`, { cause });
}
