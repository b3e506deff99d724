import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Notes that a folder has all that a file of requirements names. */
export function stamp(folder, requirements) {
  writeFileSync(stampOf(folder, requirements), digestOf(requirements));
}

/** Whether it has all that the file names now. */
export function isStamped(folder, requirements) {
  const file = stampOf(folder, requirements);
  return existsSync(file) && readFileSync(file, 'utf8') === digestOf(requirements);
}

function stampOf(folder, requirements) {
  return join(folder, `${basename(requirements, '.txt')}.sha256`);
}

function digestOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
