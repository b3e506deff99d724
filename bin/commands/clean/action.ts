import { resolve } from 'node:path';
import { git, GitFailed } from '../../../rehearsal/workspace/git';
import type { Leftover } from '../../../rehearsal/workspace/leftovers';
import { CommandError } from '../terminal/command-error';
import type { CleanPorts } from './ports';

export interface CleanOptions {
  /** Also remove files that the next `npm start` installs again. */
  readonly all: boolean;
  /** Say what would be removed, and remove nothing. */
  readonly dryRun: boolean;
}

/**
 * Removes what rehearsals have left on this machine.
 * @throws CommandError REHEARSAL_RUNNING before anything is removed; NOT_REMOVED after the rest is
 */
export async function clean({ all, dryRun }: CleanOptions, ports: CleanPorts): Promise<void> {
  const [pid] = await ports.running();
  const running =
    pid === undefined ? undefined : `A rehearsal of this repository is running (process ${pid}).`;
  if (running !== undefined && !dryRun) {
    throw new CommandError('REHEARSAL_RUNNING', `${running} End it with Ctrl-C, then clean again.`);
  }
  const found = await ports.leftovers();
  const chosen = found.filter(({ installed }) => all || !installed);
  const spared = found.filter((leftover) => !chosen.includes(leftover));

  const removed: Leftover[] = [];
  const stayed: string[] = [];
  for (const leftover of chosen) {
    try {
      if (!dryRun) await ports.remove(leftover.path);
      removed.push(leftover);
      ports.print(lineOf(leftover));
    } catch (error) {
      stayed.push(`${leftover.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (!dryRun) await ports.removeIfEmpty();
  ports.print(sumOf(removed, dryRun));
  if (spared.length > 0) {
    const paths = spared.map(({ path }) => path).join(', ');
    ports.print(
      `Kept ${size(sum(spared))} that \`npm start\` would install again: ${paths}. --all removes it, too.`,
    );
  }
  if (running !== undefined) {
    ports.print(`${running} Cleaning is refused until it has ended.`);
  }
  if (stayed.length === 0) return;
  throw new CommandError(
    'NOT_REMOVED',
    [
      'These could not be removed. Check who owns them and which programs use them:',
      ...stayed,
    ].join('\n  '),
  );
}

/** The repository of an app that was rehearsed by `--app`. @throws CommandError NOT_A_REPOSITORY */
export async function repositoryOf(folder: string): Promise<string> {
  try {
    return await git(resolve(folder), ['rev-parse', '--show-toplevel']);
  } catch (cause) {
    if (!(cause instanceof GitFailed)) throw cause;
    throw new CommandError(
      'NOT_A_REPOSITORY',
      `--app: ${folder} is no folder in a git repository, so nothing was rehearsed there. Give the folder that you rehearse.`,
      { cause },
    );
  }
}

function lineOf({ what, path, bytes }: Leftover): string {
  return `${size(bytes).padStart(9)}  ${what}: ${path}`;
}

function sumOf(leftovers: readonly Leftover[], dryRun: boolean): string {
  if (leftovers.length === 0) return 'Nothing to remove.';
  return `${size(sum(leftovers)).padStart(9)}  ${dryRun ? 'would be freed' : 'freed'}`;
}

function sum(leftovers: readonly Leftover[]): number {
  return leftovers.reduce((total, { bytes }) => total + bytes, 0);
}

/** Such as `1.2 GB`. A kilobyte is 1,000 bytes, as for disks. */
export function size(bytes: number): string {
  const units = ['kB', 'MB', 'GB'];
  let amount = bytes / 1000;
  let unit = 0;
  // A number that would be rounded to 1000.0 is 1.0 of the next unit.
  while (amount >= 999.95 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${amount.toFixed(1)} ${units[unit]}`;
}
