import { nearest } from '../../lib/config/fields/suggest';
import { git, GitFailed } from '../workspace/git';

/** What the commit is an upgrade of. */
export interface EarlierCommit {
  /** As it was given. */
  readonly name: string;
  readonly commit: string;
}

/** `--from` names nothing; the message says what it could name. */
export class UnknownFrom extends Error {
  readonly code = 'UNKNOWN_FROM';
  constructor(message: string) {
    super(message);
    this.name = 'UnknownFrom';
  }
}

/**
 * Finds what `--from` names: a commit by any name that git knows.
 * @throws {UnknownFrom}
 */
export async function findFrom(name: string, repository: string): Promise<EarlierCommit> {
  const commit = await commitNamed(repository, name);
  if (commit !== undefined) return { name, commit };
  const guess = nearest(name, await refNames(repository));
  throw new UnknownFrom(
    [
      `--from: "${name}" is no commit, branch or tag of ${repository}.`,
      ...(guess === undefined ? [] : [`Did you mean "${guess}"?`]),
      'If only the remote has it, run `git fetch --tags` first; in a shallow clone, `git fetch --unshallow --tags`.',
    ].join(' '),
  );
}

async function commitNamed(repository: string, name: string): Promise<string | undefined> {
  const commit = ['--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  try {
    return await git(repository, ['rev-parse', ...commit]);
  } catch (error) {
    if (error instanceof GitFailed) return undefined;
    throw error;
  }
}

async function refNames(repository: string): Promise<string[]> {
  const refs = ['refs/heads', 'refs/tags', 'refs/remotes'];
  return (await git(repository, ['for-each-ref', '--format=%(refname:short)', ...refs])).split(
    '\n',
  );
}
