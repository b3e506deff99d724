import { open } from 'node:fs/promises';
import { plainText } from '../../reporters/plain-text';

/** Largest answer, in bytes. */
const CHUNK = 1_048_576;
/** Most bytes of a log in a page. Of a longer log, it gets the end. */
const LONGEST_LOG = 16 * CHUNK;
const NEWLINE = 0x0a;

/** A part of a log, without control characters. */
export interface LogPart {
  readonly text: string;
  /** Start of the next part, in bytes. */
  readonly next: number;
  /** Number of bytes before this part that are left out. */
  readonly skipped: number;
  /** Whether the log already has more. */
  readonly more: boolean;
}

/**
 * The complete lines of a log after a byte. A log that does not exist yet is empty.
 * @param complete whether the log has ended: then its last line is complete without a line break
 */
export async function readLogPart(
  path: string,
  from: number,
  complete: boolean,
  longest = LONGEST_LOG,
): Promise<LogPart> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { text: '', next: from, skipped: 0, more: false };
  }
  try {
    const { size } = await file.stat();
    const start = from === 0 ? Math.max(0, size - longest) : Math.min(from, size);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(CHUNK, size - start)),
      0,
      Math.min(CHUNK, size - start),
      start,
    );
    const isEnd = start + bytesRead >= size;
    const lastBreak = buffer.lastIndexOf(NEWLINE, bytesRead - 1);
    // A line that is longer than a part comes in pieces.
    const whole = (isEnd && complete) || (lastBreak < 0 && !isEnd) ? bytesRead : lastBreak + 1;
    const next = start + whole;
    return {
      text: plainText(buffer.toString('utf8', 0, whole)),
      next,
      skipped: from === 0 ? start : 0,
      more: next < size && whole > 0,
    };
  } finally {
    await file.close();
  }
}
