import { execFile } from 'node:child_process';
import { CheckFailure } from '../check-failure';
import type { ScannedText } from '../supply-chain/secrets';

/** A commit of the branch that is to be merged. */
export interface BranchCommit {
  readonly hash: string;
  /** As its author wrote it. */
  readonly message: string;
  /** Paths that it changes. */
  readonly paths: readonly string[];
}

/** What a branch adds to the branch that it is merged into. */
export interface BranchHistory {
  /** Oldest first, without merges. */
  readonly commits: readonly BranchCommit[];
  /** Lines that the commits add, also if a later commit removes them. */
  readonly added: readonly ScannedText[];
  /** A file's text where the branch began, and now; '' if the file does not exist. */
  readonly before: (path: string) => Promise<string>;
  readonly after: (path: string) => Promise<string>;
}

/**
 * The history between `base`, such as `origin/main`, and HEAD.
 * @throws CheckFailure HISTORY_UNAVAILABLE
 */
export async function branchHistory(folder: string, base: string): Promise<BranchHistory> {
  const git = (...args: string[]) => runGit(folder, args);
  const [, branch] = /^origin\/(.+)$/.exec(base) ?? [];
  if (branch !== undefined && (await refuses(git('rev-parse', '--verify', `${base}^{commit}`)))) {
    await git('fetch', '--quiet', 'origin', `+refs/heads/${branch}:refs/remotes/${base}`);
  }
  const fork = (await git('merge-base', '--', base, 'HEAD')).trim();
  const list = await git('rev-list', '--reverse', '--no-merges', `${fork}..HEAD`);
  const hashes = list.split('\n').filter((line) => line !== '');
  const commits: BranchCommit[] = [];
  const added: ScannedText[] = [];
  for (const hash of hashes) {
    const message = await git('show', '--no-patch', '--format=%B', hash);
    const changed = ['diff-tree', '--no-commit-id', '-r', '--root', '--no-renames'];
    const paths = (await git(...changed, '--name-only', '-z', hash)).split('\0').filter(Boolean);
    const patch = await git(...changed, '--unified=0', '--no-color', '--no-ext-diff', '-p', hash);
    commits.push({ hash, message: message.trim(), paths });
    added.push({ at: `commit ${hash.slice(0, 10)}`, content: addedLines(patch) });
  }
  const fileAt = async (revision: string, path: string) => {
    const names = await git('ls-tree', '--name-only', revision, '--', path);
    return names === '' ? '' : git('show', `${revision}:${path}`);
  };
  return {
    commits,
    added,
    before: (path) => fileAt(fork, path),
    after: (path) => fileAt('HEAD', path),
  };
}

/** A hunk's lines begin with `+`, `-` or a backslash. Every other line is a heading. */
function addedLines(patch: string): string {
  const added: string[] = [];
  let inHunk = false;
  for (const line of patch.split('\n')) {
    if (line.startsWith('diff --git ')) inHunk = false;
    else if (line.startsWith('@@ ')) inHunk = true;
    else if (inHunk && line.startsWith('+')) added.push(line.slice(1));
  }
  return added.join('\n');
}

async function refuses(answer: Promise<string>): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    if (error instanceof CheckFailure) return true;
    throw error;
  }
}

function runGit(folder: string, args: readonly string[]): Promise<string> {
  // The build's user may not own the folder of its sources.
  const options = ['-c', `safe.directory=${folder}`, '-c', 'core.quotePath=false'];
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...options, ...args],
      { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else {
          const message =
            `\`git ${args.join(' ')}\` failed: ${stderr.trim() || error.message}\n` +
            'The check needs the history since the branch began: clone the complete repository, and fetch the base.';
          reject(new CheckFailure('HISTORY_UNAVAILABLE', message, { cause: error }));
        }
      },
    );
  });
}
