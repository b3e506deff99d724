import type { Commit } from '../../assembly/files';
import type { CommitsSince } from './model';

/**
 * Commits that HEAD has and the last released commit does not.
 * @param history newest first, as far as it is known
 * @param released commit that the environment has; `undefined` when nothing was released there
 */
export function commitsSince(
  history: readonly Commit[],
  released: string | undefined,
): CommitsSince {
  if (released === undefined) return { kind: 'first' };
  if (history.length === 0) {
    return { kind: 'unknown', reason: 'the history is not known: it was built without git' };
  }
  const parents = new Map(history.map(({ hash, parents }) => [hash, parents]));
  if (!parents.has(released)) {
    const reason = `${released.slice(0, 10)}, which was released last, is not among the ${history.length} commits before this one`;
    return { kind: 'unknown', reason };
  }
  const known = new Set<string>();
  const ahead = [released];
  for (let hash = ahead.pop(); hash !== undefined; hash = ahead.pop()) {
    if (known.has(hash)) continue;
    known.add(hash);
    ahead.push(...(parents.get(hash) ?? []));
  }
  return {
    kind: 'known',
    since: released,
    commits: history.filter(({ hash }) => !known.has(hash)),
  };
}
