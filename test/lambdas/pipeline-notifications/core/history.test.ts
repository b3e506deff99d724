import {
  attemptsOf,
  commitOf,
  latestRuns,
} from '../../../../lambdas/pipeline-notifications/core/history';
import { COMMIT, release, run, source } from '../samples';

const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);

describe('the commit of an execution', () => {
  test('is that of the source action, whatever other actions call their variables', () => {
    const build = run('Build/Synth', 0, { variables: { CommitId: 'other' } });
    expect(commitOf([build, run('Source/Other', 0), source()])?.id).toBe(COMMIT);
    expect(commitOf([build])).toBeUndefined();
  });

  test('is titled by the first line that says something', () => {
    expect(commitOf([source(0, '\n\nfix: it\n\nWhy.')])?.title).toBe('fix: it');
  });
});

test('runs are told in the order in which they began, whatever order they come in', () => {
  const [first, second, ...rest] = release();
  if (!first || !second) throw new Error('a release has runs');
  expect(ids(latestRuns([...rest, second, first]))).toEqual(ids(release()));
  expect(attemptsOf([...rest, second, first]).map(ids)).toEqual([ids(release())]);
});
