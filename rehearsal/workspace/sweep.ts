import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder';

const LOGS_KEPT = 10;

/** Prefix of a run's temporary folder. Its process id and a unique part follow. */
export const RUN = `waypost-run-${hostname().replace(/[^\w.]/g, '_')}-`;

/** Removes the files of killed runs on this machine, and the logs of old runs. */
export async function sweep(temporary: string, logs: string): Promise<void> {
  const dead = deadRuns(await readdir(temporary));
  // Their names begin with the time.
  const logged = (await namesIn(logs)).sort();
  const old = logged.slice(0, -LOGS_KEPT).filter((name) => !isAlive(pidOfLogs(name)));
  const folders = [
    ...dead.map((name) => join(temporary, name)),
    ...old.map((name) => join(logs, name)),
  ];
  // Another run may sweep at the same time, and other users' files stay.
  await Promise.all(folders.map((folder) => removeFolder(folder).catch(() => undefined)));
}

/** The names of this machine's runs, among all names in a temporary folder. */
export function runsIn(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(RUN));
}

/** The names of runs that have ended, among all names in a temporary folder. */
export function deadRuns(names: readonly string[]): string[] {
  return runsIn(names).filter((name) => !isAlive(pidOfRun(name)));
}

export function pidOfRun(name: string): number {
  return Number.parseInt(name.slice(RUN.length), 10);
}

/** The process id at the end of the name of a run's log folder. */
export function pidOfLogs(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

/** Empty for a folder that does not exist. */
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
    // EPERM: it belongs to another user.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
