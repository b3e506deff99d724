import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder';

const LOGS_KEPT = 10;

/** Begins the name of a run's temporary folder; its process id and something unique follow. */
export const RUN = `waypost-run-${hostname().replace(/[^\w.]/g, '_')}-`;

/** Removes what runs on this machine left behind that were killed, and the logs of old runs. */
export async function sweep(temporary: string, logs: string): Promise<void> {
  const dead = deadRuns(await readdir(temporary));
  // Their names begin with the time.
  const logged = (await namesIn(logs)).sort();
  const old = logged.slice(0, -LOGS_KEPT).filter((name) => !isAlive(pidOfLogs(name)));
  const folders = [
    ...dead.map((name) => join(temporary, name)),
    ...old.map((name) => join(logs, name)),
  ];
  // Another run may sweep at the same time, and what belongs to another user stays.
  await Promise.all(folders.map((folder) => removeFolder(folder).catch(() => undefined)));
}

/** Of all names in a temporary folder, those of this machine's runs. */
export function runsIn(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(RUN));
}

/** Of all names in a temporary folder, those of runs that left it behind. */
export function deadRuns(names: readonly string[]): string[] {
  return runsIn(names).filter((name) => !isAlive(pidOfRun(name)));
}

export function pidOfRun(name: string): number {
  return Number.parseInt(name.slice(RUN.length), 10);
}

/** Of the name of a run's folder of logs, which ends with it. */
export function pidOfLogs(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

/** None for a folder that is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
