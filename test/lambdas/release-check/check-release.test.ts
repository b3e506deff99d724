import { checkRelease } from '../../../lambdas/release-check/check-release';
import type { ReleaseSources } from '../../../lambdas/release-check/ports';
import { fresh, request, record, REVIEWED, SINCE, sources, storage, unchanged } from './world';

const { stackName, region } = storage;
const edge = { stackName: fresh.stackName, region: fresh.region };
const withStorage = (change: object) => sources({ [stackName]: { ...unchanged, ...change } });

describe('a release', () => {
  test('goes on where everything is as it was reviewed', async () => {
    expect(await checkRelease(request, sources())).toEqual({ kind: 'unchanged' });
  });

  test.each([
    ['another template', { templateHash: 'hotfix', lastUpdated: SINCE }],
    ['the same template with other parameters', { lastUpdated: SINCE }],
  ])('stops where somebody has deployed %s since', async (_, change) => {
    expect(await checkRelease(request, withStorage(change))).toEqual({
      kind: 'changed',
      reviewedAt: REVIEWED,
      changes: [{ stackName, region, what: 'updated', at: SINCE }],
    });
  });

  test('stops where a stack is gone', async () => {
    expect(await checkRelease(request, sources({}))).toMatchObject({
      kind: 'changed',
      changes: [{ stackName, region, what: 'deleted' }],
    });
  });

  test('stops where a stack that was to be new is there already, as something else', async () => {
    const made = { templateHash: 'theirs', lastUpdated: SINCE, status: 'CREATE_COMPLETE' };
    const there = sources({ [stackName]: unchanged, [edge.stackName]: made });
    expect(await checkRelease(request, there)).toMatchObject({
      kind: 'changed',
      changes: [{ ...edge, what: 'created', at: SINCE }],
    });
  });

  test('goes on where its own stage is retried: some stacks have what it brings', async () => {
    const retried = sources({
      [stackName]: { templateHash: 'new', lastUpdated: SINCE, status: 'UPDATE_COMPLETE' },
      [edge.stackName]: {
        templateHash: 'first',
        lastUpdated: SINCE,
        status: 'ROLLBACK_COMPLETE',
      },
    });
    expect(await checkRelease(request, retried)).toEqual({ kind: 'unchanged' });
  });

  test('goes on where an update has been rolled back to what was reviewed', async () => {
    const rolledBack = withStorage({ lastUpdated: SINCE, status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await checkRelease(request, rolledBack)).toEqual({ kind: 'unchanged' });
  });

  test('tells every stack that changed', async () => {
    const made = { templateHash: 'theirs', lastUpdated: SINCE, status: 'CREATE_COMPLETE' };
    const verdict = await checkRelease(request, sources({ [edge.stackName]: made }));
    expect(verdict).toMatchObject({ changes: [{ what: 'deleted' }, { what: 'created' }] });
  });

  test('stops without a record of its review', async () => {
    const none: ReleaseSources = { ...sources(), readRecord: () => Promise.resolve(undefined) };
    expect(await checkRelease(request, none)).toMatchObject({
      kind: 'unreviewed',
      problem: 'there is no record of its review',
    });
  });

  test.each([
    ['half a file', '{"version": 1', 'it is no JSON'],
    ['nothing', 'null', 'its version is undefined, not 1'],
    ['a later version', JSON.stringify({ ...record, version: 2 }), 'its version is 2, not 1'],
    ['no time', JSON.stringify({ ...record, reviewedAt: undefined }), 'what was reviewed'],
    ['no stacks', JSON.stringify({ ...record, stacks: [] }), 'which stacks'],
    [
      'a stack without its hash',
      JSON.stringify({ ...record, stacks: [{ ...storage, nextTemplateHash: undefined }] }),
      'which stacks',
    ],
    [
      'a stack without its state',
      JSON.stringify({ ...record, stacks: [{ ...storage, deployed: {} }] }),
      'which stacks',
    ],
    [
      'one stack that says nothing of its state, among others',
      JSON.stringify({ ...record, stacks: [fresh, { ...storage, deployed: undefined }] }),
      'which stacks',
    ],
    [
      'another release',
      JSON.stringify({ ...record, executionId: 'execution-0' }),
      'execution-0 for prod',
    ],
    [
      'another environment',
      JSON.stringify({ ...record, environment: 'dev' }),
      'execution-1 for dev',
    ],
  ])('stops when the record holds %s', async (_, text, problem) => {
    expect(await checkRelease(request, sources(undefined, text))).toMatchObject({
      kind: 'unreviewed',
      problem: expect.stringContaining(problem) as string,
    });
  });
});

describe('deployment window', () => {
  const window = { cron: '* 9-16 * * 1-4', timeZone: 'Europe/Berlin' };

  // Berlin is an hour ahead of UTC in winter, two in summer.
  test.each(['2026-11-24T08:00:00Z', '2026-11-24T15:59:59Z', '2026-07-14T07:00:00Z'])(
    'is open at %s',
    async (at) => {
      const inside = { ...request, window, now: new Date(at) };
      expect(await checkRelease(inside, sources())).toEqual({ kind: 'unchanged' });
    },
  );

  test.each([
    ['2026-11-24T07:59:59Z', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24T16:00:00Z', '2026-11-25T08:00:00.000Z'],
    // Friday, so that Monday is next.
    ['2026-11-27T10:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['2026-07-14T06:59:00Z', '2026-07-14T07:00:00.000Z'],
  ])('is closed at %s, and says when it opens', async (at, opens) => {
    const outside = { ...request, window, now: new Date(at) };
    expect(await checkRelease(outside, sources())).toEqual({
      kind: 'closed',
      opensAt: new Date(opens),
    });
  });

  test('matters less than that something changed: waiting would not mend that', async () => {
    const outside = { ...request, window, now: new Date('2026-11-27T10:00:00Z') };
    expect(await checkRelease(outside, sources({}))).toMatchObject({ kind: 'changed' });
  });
});
