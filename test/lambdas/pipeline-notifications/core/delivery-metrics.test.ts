import {
  deploymentOf,
  type Deployment,
  measurementsOf,
  revertedCommits,
} from '../../../../lambdas/pipeline-notifications/core/delivery-metrics';
import type { ActionExecution } from '../../../../lambdas/pipeline-notifications/core/history';
import { after, COMMIT, failedAt, OTHER_COMMIT, release, run } from '../samples';

const deployment = (id: string, status: string, runs: readonly ActionExecution[]): Deployment => {
  const found = deploymentOf({ id, status }, runs, 'prod');
  if (!found) throw new Error(`${id} did not get to prod`);
  return found;
};
const told = (deployments: readonly Deployment[]) =>
  measurementsOf(deployments).map(
    ({ metric, executionId, value }) =>
      `${executionId} ${metric}${value === 1 ? '' : ` ${value / 60_000} min`}`,
  );
const OTHER = `Revert "fix: it"\n\nThis reverts commit ${OTHER_COMMIT}.`;
const REVERT = `Revert "feat(site): a new page"\n\nThis reverts commit ${COMMIT}.`;

describe('deployment', () => {
  test('is through when the last action of the last environment has ended', () => {
    expect(deployment('e-1', 'Succeeded', release()).deployedAt).toEqual(after(30));
  });

  test.each([
    ['a build', 'Build/Synth'],
    ['dev', 'dev/contact.Deploy'],
    ['its approval', 'prod/Approve'],
  ])('is none where the release failed at %s', (_, where) => {
    expect(deploymentOf({ id: 'e-1', status: 'Failed' }, failedAt(where), 'prod')).toBeUndefined();
  });

  test('failed when the first of its actions did', () => {
    const runs = [...failedAt('prod/SmokeTest'), run('prod/SmokeTest', 50)];
    expect(deployment('e-1', 'Succeeded', runs)).toMatchObject({
      failedAt: after(30),
      deployedAt: after(55),
    });
  });

  test('is through, and has not failed, where only a stage after the last environment failed', () => {
    const refused = run('PullRequests/pull-requests.Deploy', 40, { status: 'Failed' });
    const { deployedAt, failedAt } = deployment('e-1', 'Failed', [...release(), refused]);
    expect({ deployedAt, failedAt }).toEqual({ deployedAt: after(30), failedAt: undefined });
  });

  test('control: is not through where no stage after it has begun', () => {
    expect(deployment('e-1', 'InProgress', release()).deployedAt).toBeUndefined();
  });

  test('is not failed by an approval that was rejected before a retry', () => {
    const runs = [run('prod/Approve', 10, { status: 'Failed' }), ...release()];
    expect(deployment('e-1', 'Succeeded', runs).failedAt).toBeUndefined();
  });
});

describe('DORA’s metrics', () => {
  test('count a release that got through, from when its commit was written', () => {
    expect(told([deployment('e-1', 'Succeeded', release())])).toEqual([
      'e-1 Changes',
      'e-1 Deployments',
      'e-1 LeadTime 90 min',
    ]);
  });

  test('count a failure in production, and the time until the next release was through', () => {
    const failure = deployment('e-1', 'Failed', failedAt('prod/contact.Deploy'));
    const other = deployment('e-2', 'Failed', failedAt('prod/SmokeTest', 60));
    const mended = deployment('e-3', 'Succeeded', release(120));
    const later = deployment('e-4', 'Succeeded', release(240));
    expect(
      told([later, mended, other, failure]).filter((one) => !/Lead|Deploym/.test(one)),
    ).toEqual([
      'e-4 Changes',
      'e-3 Changes',
      'e-3 TimeToRestore 60 min',
      'e-3 TimeToRestore 125 min',
      'e-2 Changes',
      'e-2 FailedChanges',
      'e-1 Changes',
      'e-1 FailedChanges',
    ]);
  });

  test('count a release as failed that another one reverts, when it does', () => {
    const released = deployment('e-1', 'Succeeded', release());
    const revert = deployment('e-2', 'Succeeded', release(60, REVERT, OTHER_COMMIT));
    expect(told([revert, released])).toEqual(
      expect.arrayContaining(['e-2 FailedChanges', 'e-2 TimeToRestore 60 min', 'e-2 Changes']),
    );
    expect(told([revert])).not.toContain('e-2 FailedChanges');
  });

  test.each([
    ['went before it', deployment('e-2', 'Succeeded', release(-60, REVERT, OTHER_COMMIT))],
    ['did not get through', deployment('e-2', 'Failed', failedAt('prod/SmokeTest', 60))],
    ['takes back another commit', deployment('e-2', 'Succeeded', release(60, OTHER, COMMIT))],
  ])('do not count a release as failed by a revert that %s', (_, revert) => {
    const released = deployment('e-1', 'Succeeded', release());
    expect(told([revert, released]).filter((one) => /FailedChanges|Restore/.test(one))).toEqual(
      revert.failedAt ? ['e-2 FailedChanges'] : [],
    );
  });

  test('count the time until the revert, though another release came first', () => {
    const released = deployment('e-1', 'Succeeded', release());
    const between = deployment('e-2', 'Succeeded', release(60, 'feat: more', 'c'.repeat(40)));
    const revert = deployment('e-3', 'Succeeded', release(120, REVERT, OTHER_COMMIT));
    expect(told([revert, between, released]).filter((one) => one.includes('Restore'))).toEqual([
      'e-3 TimeToRestore 120 min',
    ]);
  });

  test('count no time to restore where only earlier releases got through', () => {
    const before = deployment('e-1', 'Succeeded', release());
    const failure = deployment('e-2', 'Failed', failedAt('prod/SmokeTest', 60));
    expect(told([failure, before])).toEqual([
      'e-2 Changes',
      'e-2 FailedChanges',
      'e-1 Changes',
      'e-1 Deployments',
      'e-1 LeadTime 90 min',
    ]);
  });

  test('say nothing of a release that has begun and neither failed nor got through', () => {
    expect(told([deployment('e-1', 'InProgress', release())])).toEqual([]);
  });

  test('count a failure once, though it is reverted afterwards', () => {
    const failure = deployment('e-1', 'Failed', failedAt('prod/SmokeTest'));
    const revert = deployment('e-2', 'Succeeded', release(60, REVERT, OTHER_COMMIT));
    expect(told([revert, failure]).filter((one) => one.includes('FailedChanges'))).toEqual([
      'e-1 FailedChanges',
    ]);
  });

  test('know no lead time where the commit’s time is not known', () => {
    const runs = release().map((one) => ({ ...one, variables: {} }));
    expect(told([deployment('e-1', 'Succeeded', runs)])).toEqual([
      'e-1 Changes',
      'e-1 Deployments',
    ]);
  });
});

test('what a commit reverts is read from git’s own words alone', () => {
  expect(revertedCommits({ message: REVERT })).toEqual([COMMIT]);
  expect(revertedCommits({ message: `see ${COMMIT}` })).toEqual([]);
  expect(revertedCommits({ message: `Not so: This reverts commit ${COMMIT}` })).toEqual([]);
  expect(revertedCommits(undefined)).toEqual([]);
});
