import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules } from '../rehearsal/paths';

/**
 * Writes a page of figures, formatted as `npm run check` wants it.
 * @param file name of the page in this folder
 */
export function writeFigures(file: string, text: string): void {
  const path = join(__dirname, file);
  writeFileSync(path, text);
  execFileSync(join(nodeModules, '.bin', 'oxfmt'), [path], { stdio: 'inherit' });
}
