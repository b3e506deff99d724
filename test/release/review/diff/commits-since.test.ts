import { commitsSince } from '../../../../release/review/diff/commits-since';
import { commit } from './samples';

// c1 - c2 - c4 (merge of c3) - c5
const history = [
  commit('c5', ['c4']),
  commit('c4', ['c2', 'c3']),
  commit('c3', ['c1']),
  commit('c2', ['c1']),
  commit('c1', []),
];
const since = (released: string | undefined, known = history) => {
  const found = commitsSince(known, released);
  return found.kind === 'known' ? found.commits.map(({ hash }) => hash) : found.kind;
};

describe('commits since the last release', () => {
  test('are those that it did not have, with what a merge brought', () => {
    expect(since('c4')).toEqual(['c5']);
    expect(since('c2')).toEqual(['c5', 'c4', 'c3']);
    expect(since('c1')).toEqual(['c5', 'c4', 'c3', 'c2']);
  });

  test('are none when the same commit is released again', () => {
    expect(since('c5')).toEqual([]);
  });

  test('are not asked for before the first release', () => {
    expect(since(undefined)).toBe('first');
  });

  test('are not known of a history that does not reach it, and that is said', () => {
    expect(commitsSince(history.slice(0, 2), 'c1')).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('not among the 2 commits') as string,
    });
    expect(commitsSince([], 'c1')).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('history is not known') as string,
    });
  });
});
