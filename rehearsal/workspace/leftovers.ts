import { execFile } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findSession } from './session-file';
import { deadRuns, isAlive, namesIn, pidOfLogs, pidOfRun, runsIn } from './sweep';

const run = promisify(execFile);
const BLOCK_BYTES = 1024;
/** Hides `.waypost` from git, where the repository does not. */
const IGNORING = '.gitignore';

/** A file or folder that rehearsals made on this machine, and that none of them uses now. */
export interface Leftover {
  /** Its description for the reader. */
  readonly what: string;
  readonly path: string;
  /** Bytes on the disk. */
  readonly bytes: number;
  /** Whether `npm start` would have to install it again. */
  readonly installed: boolean;
}

/** Files in `.waypost` that rehearsals and previews have written. Everything else in there was installed. */
const OF_RUNS: Readonly<Record<string, string>> = {
  cloud: 'kept cloud',
  logs: 'logs of earlier runs',
  // The default of `waypost email preview`.
  mails: 'previews of mails',
  'report.json': 'report of the last run',
  'session.json': 'address of a rehearsal that has gone',
};

/** `.waypost` leads to another folder, in which files may be that no rehearsal has made. */
class LinkedFolder extends Error {
  readonly code = 'LINKED_FOLDER';
  constructor(path: string) {
    super(
      `${path} is a link, and what it leads to may have other files, too. Nothing was removed: remove there by hand what ` +
        'you do not need, or remove the link.',
    );
    this.name = 'LinkedFolder';
  }
}

/**
 * Everything that can be removed while no rehearsal of the repository is running.
 * @param temporary the machine's folder for temporary files
 * @throws {LinkedFolder}
 */
export async function findLeftovers(repository: string, temporary: string): Promise<Leftover[]> {
  const own = join(repository, '.waypost');
  if (lstatSync(own, { throwIfNoEntry: false })?.isSymbolicLink()) throw new LinkedFolder(own);
  const inRepository = (await inOwnFolder(repository)).sort().map((name) => ({
    what: OF_RUNS[name] ?? 'installed for rehearsals',
    path: join(own, name),
    installed: !(name in OF_RUNS),
  }));
  const dead = deadRuns(await readdir(temporary)).map((name) => ({
    what: 'folder of a run that was killed',
    path: join(temporary, name),
    installed: false,
  }));
  const found = await Promise.all(
    [...inRepository, ...dead].map(async (one) => {
      if (!(await isOurs(one.path))) return undefined;
      return { ...one, bytes: await occupied(one.path) };
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** Removes `.waypost` if nothing is left in it. */
export async function removeIfEmpty(repository: string): Promise<void> {
  if ((await inOwnFolder(repository)).length > 0) return;
  await rm(join(repository, '.waypost'), { recursive: true, force: true });
}

async function inOwnFolder(repository: string): Promise<string[]> {
  return (await namesIn(join(repository, '.waypost'))).filter((name) => name !== IGNORING);
}

/** Process ids of a repository's running rehearsals. */
export async function runningRehearsals(repository: string, temporary: string): Promise<number[]> {
  const session = findSession(repository);
  const logged = (await namesIn(join(repository, '.waypost', 'logs'))).map(pidOfLogs);
  // Also looks at its folder: the process id of a killed run may now belong to another program.
  const runs = runsIn(await readdir(temporary)).map(pidOfRun);
  const up = logged.filter((pid) => runs.includes(pid) && isAlive(pid));
  return [...new Set([...(session ? [session.pid] : []), ...up])];
}

/** False for another user's file, and for one that was removed meanwhile. */
async function isOurs(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).uid === process.getuid?.();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Uses `du`, which counts a file with several names only once. */
async function occupied(path: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', '--', path], { env: process.env }).catch(unlessInPart);
  // Nothing, if the whole folder was removed meanwhile.
  return (Number.parseInt(stdout, 10) || 0) * BLOCK_BYTES;
}

/** `du` ends with 1 if a part cannot be read or was removed meanwhile, and counts the rest. */
function unlessInPart(error: unknown): { readonly stdout: string } {
  const { code, stdout } = error as { readonly code?: unknown; readonly stdout: string };
  if (code === 1) return { stdout };
  throw error;
}
