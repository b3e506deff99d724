import { nearest } from '../../lib/config/fields/suggest';
import type { RehearsedApp, AppEnvironment } from '../app';
import { commitNamed, git } from '../workspace/git';

/** The start of the upgrade. `name` is the user's argument. */
export type From = EarlierCommit | RealEnvironment;

export interface EarlierCommit {
  readonly name: string;
  readonly commit: string;
}

export interface RealEnvironment {
  readonly name: string;
  readonly environment: AppEnvironment;
  /** Whether git has a branch or a tag of the same name. */
  readonly hidesCommit: boolean;
}

/** `--from` names nothing. The message says what it can name. */
export class UnknownFrom extends Error {
  readonly code = 'UNKNOWN_FROM';
  constructor(message: string) {
    super(message);
    this.name = 'UnknownFrom';
  }
}

/**
 * Finds what `--from` names: an environment of the app, otherwise a commit by any name in git. For
 * a branch with the name of an environment, write its longer name: `refs/heads/prod`.
 * @throws {UnknownFrom}
 */
export async function findFrom(
  name: string,
  repository: string,
  { environments }: Pick<RehearsedApp, 'environments'>,
): Promise<From> {
  const environment = environments.find((one) => one.name === name);
  const commit = await commitNamed(repository, name);
  if (environment) return { name, environment, hidesCommit: commit !== undefined };
  if (commit !== undefined) return { name, commit };
  const known = environments.map((one) => one.name);
  const guess = nearest(name, [...known, ...(await refNames(repository))]);
  throw new UnknownFrom(
    [
      `--from: "${name}" is no environment (${known.join(', ') || 'there is none'}), and no commit, branch or tag of ${repository}.`,
      ...(guess === undefined ? [] : [`Did you mean "${guess}"?`]),
      'If only the remote has it, run `git fetch --tags` first; in a shallow clone, `git fetch --unshallow --tags`.',
    ].join(' '),
  );
}

async function refNames(repository: string): Promise<string[]> {
  const refs = ['refs/heads', 'refs/tags', 'refs/remotes'];
  return (await git(repository, ['for-each-ref', '--format=%(refname:short)', ...refs])).split(
    '\n',
  );
}
