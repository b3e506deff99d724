import { resolve } from 'node:path';
import type { Plan } from '../plan/plan';
import { ifFound, ownGit } from './git';

/** A repository that is to stand for a source cannot. */
export class OtherSourceError extends Error {
  readonly code = 'OTHER_SOURCE_UNFIT';
  constructor(message: string) {
    super(message);
    this.name = 'OtherSourceError';
  }
}

/**
 * The folders that stand for sources other than the rehearsed one.
 * @param given action -> folder, as of `--source action=folder`
 * @throws {OtherSourceError} for a folder without a commit
 */
export async function openOtherSources(
  given: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const opened = new Map<string, string>();
  for (const [action, folder] of Object.entries(given)) {
    const path = resolve(folder);
    if ((await ifFound(ownGit(path, ['rev-parse', '--verify', 'HEAD']))) === undefined) {
      throw new OtherSourceError(
        `--source ${action}=${folder}: ${path} is no git repository with a commit. Give the folder of a clone of that source.`,
      );
    }
    opened.set(action, path);
  }
  return opened;
}

/** @throws {OtherSourceError} for a name that no source action has */
export function assertSources(given: ReadonlyMap<string, string>, { sources }: Plan): void {
  const known = sources.map(({ name }) => name);
  for (const name of given.keys()) {
    if (known.includes(name)) continue;
    throw new OtherSourceError(
      `--source ${name}: the pipeline has no such source action; it has ${known.join(', ')}`,
    );
  }
}
