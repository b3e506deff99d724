import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CONTAINER } from '../actions/build-script';
import { plainText } from './plain-text';

/** Bytes. A line with text is rarely further from the end. */
const TAIL_BYTES = 8_192;
const LEADING_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z /;

/** The last line of a log with text; empty if there is none, or no log yet. */
export function lastOutput(logPath: string): string {
  let file: number;
  try {
    file = openSync(logPath, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(file, tail, 0, tail.length, size - tail.length);
    return lastMeaningfulLine(tail.toString('utf8', 0, read));
  } finally {
    closeSync(file);
  }
}

/** Without lines before a build's newest command, because the command is reported separately. */
export function lastMeaningfulLine(output: string): string {
  // A carriage return starts the line again, as in progress bars.
  for (const line of output.split(/[\r\n]+/).reverse()) {
    if (line.startsWith(CONTAINER)) return '';
    const plain = plainText(line).trim();
    if (/[\p{L}\p{N}]/u.test(plain)) return plain.replace(LEADING_TIME, '');
  }
  return '';
}
