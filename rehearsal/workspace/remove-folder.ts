import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A process that is about to end may write once more into a folder that was empty. */
const TRIES = 5;
const PAUSE_MS = 100;

/**
 * Removes a folder with all that is in it, if it is there. By `rm`: Node's own removal of a tree with
 * node_modules keeps four threads busy for ten times the processor's time.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run('rm', ['-rf', '--', folder]);
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      await delay(PAUSE_MS);
    }
  }
}
