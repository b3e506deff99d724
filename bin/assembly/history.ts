import { spawnSync } from 'node:child_process';
import type { Commit } from '../../release/assembly/files';

/** Releases are days apart, and a summary shows a few. */
const MOST_COMMITS = 250;

/** What git puts between the fields of a commit; no field holds it. */
const SEPARATOR = '\x1f';
const FORMAT = ['%H', '%P', '%aI', '%s'].join('%x1f');

/**
 * The newest commits that HEAD follows, children before parents. Empty in a folder without history,
 * such as an unpacked archive; a shallow clone gives what it has.
 */
export function readHistory(folder: string): Commit[] {
  const inside = git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  if (inside === undefined) return [];
  const log = git(
    folder,
    'log',
    '--topo-order',
    `--max-count=${MOST_COMMITS}`,
    `--format=${FORMAT}`,
  );
  if (log === undefined) throw new Error(`git tells HEAD of ${folder}, and not what came before`);
  return log.split('\n').map((line) => {
    const [hash = '', parents = '', date = '', ...subject] = line.split(SEPARATOR);
    return {
      hash,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      date,
      subject: subject.join(SEPARATOR),
    };
  });
}

/** What git printed; `undefined` when it refused. */
function git(folder: string, ...args: string[]): string | undefined {
  // A build's user need not own the folder that its sources were put into. Nothing is run from it.
  const options = ['-c', `safe.directory=${folder}`, '-c', 'log.showSignature=false'];
  const { status, stdout, error } = spawnSync('git', [...options, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (error) throw error;
  return status === 0 ? stdout.trimEnd() : undefined;
}
