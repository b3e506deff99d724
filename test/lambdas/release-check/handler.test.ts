import {
  ALWAYS_OPEN,
  formatWindow,
  parseWindow,
  templateHash,
} from '../../../lambdas/release-check/contract';
import { checkHandler } from '../../../lambdas/release-check/handler';
import type { ReleaseSources } from '../../../lambdas/release-check/ports';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { request, record, SINCE, sources, storage, unchanged } from './world';

const updated = { [storage.stackName]: { ...unchanged, templateHash: 'x', lastUpdated: SINCE } };

/** What CodePipeline hears when the function is called once. */
async function answers(
  from: ReleaseSources,
  window = ALWAYS_OPEN,
  configuration: { readonly UserParameters?: string } = { UserParameters: 'execution-1' },
) {
  const heard: { readonly jobId: string; readonly failure?: string }[] = [];
  const lines: string[] = [];
  const handler = checkHandler({
    environment: 'prod',
    pipeline: 'waypost',
    window,
    sources: () => from,
    results: {
      succeed: (jobId) => Promise.resolve(void heard.push({ jobId })),
      fail: (jobId, failure) => Promise.resolve(void heard.push({ jobId, failure })),
    },
    logger: jsonLogger((line) => lines.push(line)),
    now: () => request.now,
  });
  await handler({
    'CodePipeline.job': { id: 'job-1', data: { actionConfiguration: { configuration } } },
  });
  return { heard, log: lines.join('') };
}

describe('release check', () => {
  test('lets a release go on', async () => {
    const { heard, log } = await answers(sources());
    expect(heard).toStrictEqual([{ jobId: 'job-1' }]);
    expect(JSON.parse(log)).toMatchObject({
      event: 'release checked',
      executionId: 'execution-1',
      outcome: 'unchanged',
    });
  });

  test('names the stack that changed, when it did and what to do', async () => {
    const { heard } = await answers(sources(updated));
    expect(heard).toEqual([{ jobId: 'job-1', failure: expect.any(String) as string }]);
    expect(heard[0]?.failure).toBe(
      [
        'prod is not what was reviewed at 2026-11-24T09:00:00.000Z:',
        '- waypost-prod-storage in eu-west-1 was updated at 2026-11-24T15:30:00.000Z',
        "CloudFormation's events and CloudTrail say who did it.",
        'Start a new release, which is compared again: aws codepipeline start-pipeline-execution --name waypost',
        'Nothing was deployed.',
      ].join('\n'),
    );
  });

  test('says when the window opens, in its time zone, and how to retry', async () => {
    const window = { cron: '0-29 9 * * 5', timeZone: 'Asia/Riyadh' };
    const { heard } = await answers(sources(), window);
    expect(heard[0]?.failure).toContain('which opens next at 2026-11-27 09:00 Asia/Riyadh');
    expect(heard[0]?.failure).toContain(
      '--stage-name prod --pipeline-execution-id execution-1 --retry-mode FAILED_ACTIONS',
    );
  });

  test('stops a release that nobody can tell the review of', async () => {
    const { heard } = await answers(sources(undefined, '{'));
    expect(heard[0]?.failure).toContain('Nobody can tell what was approved for prod');
  });

  test('fails the action, with the reason, when it cannot look', async () => {
    const { heard, log } = await answers({
      ...sources(),
      deployed: () => Promise.reject(new Error('not authorized to assume the reader')),
    });
    expect(heard[0]?.failure).toContain('not authorized to assume the reader');
    expect(JSON.parse(log)).toMatchObject({
      event: 'release not checked',
      error: { name: 'Error', frames: expect.any(Array) as unknown },
    });
  });

  test('says no time for a stack that is gone', async () => {
    const { heard } = await answers(sources({}));
    expect(heard[0]?.failure).toMatch(/^- waypost-prod-storage in eu-west-1 was deleted$/m);
  });

  test('stops a job that names no release', async () => {
    const { heard } = await answers(sources(), ALWAYS_OPEN, {});
    expect(heard[0]?.failure).toContain('Nobody can tell what was approved for prod');
  });

  test('says no more than CodePipeline takes', async () => {
    const stacks = Array.from({ length: 200 }, (_, index) => ({
      ...storage,
      stackName: `${storage.stackName}-${index}`,
    }));
    const { heard } = await answers(sources({}, JSON.stringify({ ...record, stacks })));
    expect(heard[0]?.failure).toHaveLength(5000);
  });
});

describe('contract', () => {
  test('writes a window as it reads it', () => {
    const window = { cron: '* 9-16 * * 1-4', timeZone: 'Europe/Berlin' };
    expect(parseWindow(formatWindow(window))).toEqual(window);
  });

  test('writes down a window that is always open', () => {
    expect(formatWindow(ALWAYS_OPEN)).toBe('* * * * * UTC');
  });

  test.each(['', '* * * * *', 'Europe/Berlin'])('refuses the window %j', (text) => {
    expect(() => parseWindow(text)).toThrow(/DEPLOYMENT_WINDOW/);
  });

  test('takes templates for the same whatever the order of their keys', () => {
    expect(templateHash('{"a":{"b":1,"c":[1,2]}}')).toBe(templateHash('{"a":{"c":[1,2],"b":1}}'));
    expect(templateHash('{"a":[1,2]}')).not.toBe(templateHash('{"a":[2,1]}'));
  });
});
