import { spawnSync } from 'node:child_process';
import type { Commit } from '../../release/assembly/files';

/** Enough: releases are days apart, and a summary shows a few commits. */
const MOST_COMMITS = 250;

/** git puts it between the fields of a commit. No field contains it. */
const SEPARATOR = '\x1f';
const FORMAT = ['%H', '%P', '%aI', '%s'].join('%x1f');

/**
 * HEAD and the newest commits before it, children before parents. Empty in a folder without history,
 * such as an unpacked archive. A shallow clone gives the commits that it has.
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
  if (log === undefined)
    throw new Error(`git knows HEAD of ${folder}, but cannot read the commits before it`);
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

/** The output of git; `undefined` if it failed. */
function git(folder: string, ...args: string[]): string | undefined {
  // The build's user may not own the folder of its sources. Nothing is run from it.
  const options = ['-c', `safe.directory=${folder}`, '-c', 'log.showSignature=false'];
  const { status, stdout, error } = spawnSync('git', [...options, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (error) throw error;
  return status === 0 ? stdout.trimEnd() : undefined;
}
