import { approval } from '../../../rehearsal/actions/approval';
import type { ApprovalRequest } from '../../../rehearsal/actions/approval-request';
import type { ActionHost } from '../../../rehearsal/actions/host';
import { sleepBy } from '../../../rehearsal/runner/sleep';
import { LONGEST_TIMEOUT_MS } from '../../../rehearsal/runner/time-limits';
import { fakeHost, inExecution } from '../fake-host';
import { approvalAction } from '../support';

const never = () => new Promise<never>(() => undefined);

/** Runs an approval whose time passes as the test says. */
function ask(approve: ActionHost['approve'], pass: ActionHost['sleep']) {
  const limit = { TimeoutInMinutes: 30 };
  const { action, execution } = inExecution('Manual', approvalAction(limit));
  const host = fakeHost({
    approve,
    sleep: pass,
    emulator: { endpoints: () => Promise.resolve([]) },
  });
  return approval(action, execution, host);
}

test('an approval shows its comment, and links to the rehearsal in place of the S3 console', async () => {
  const page = '/s3/object/artifacts?region=eu-west-1&prefix=releases/prod/#{Source.Id}/diff.html';
  const configuration = {
    CustomData: 'Commit #{Source.Id} waits',
    ExternalEntityLink: `https://eu-west-1.console.aws.amazon.com${page}`,
  };
  const { action, execution } = inExecution(
    'Manual',
    approvalAction({ Configuration: configuration }),
  );
  const asked: ApprovalRequest[] = [];
  const host = fakeHost({
    console: { origin: 'http://127.0.0.1:7', token: 'secret' },
    approve: (request) => {
      asked.push(request);
      return Promise.resolve({ approved: true });
    },
    sleep: never,
    emulator: { endpoints: () => Promise.resolve([]) },
  });
  await approval(action, { ...execution, variables: new Map([['Source', { Id: 'c1' }]]) }, host);

  expect(asked).toMatchObject([
    {
      comment: 'Commit c1 waits',
      reviewUrl: `http://127.0.0.1:7${page.replace('#{Source.Id}', 'c1').replaceAll('prefix=releases/prod/c1/', 'prefix=releases%2Fprod%2Fc1%2F')}&token=secret`,
      page: { bucket: 'artifacts', region: 'eu-west-1', key: 'releases/prod/c1/diff.html' },
    },
  ]);
});

describe('approval', () => {
  test('that nobody answers expires after its time limit, and takes the question back', async () => {
    let question: AbortSignal | undefined;
    const waited: number[] = [];
    const result = await ask(
      (_, signal) => {
        question = signal;
        return never();
      },
      (ms) => {
        waited.push(ms);
        return Promise.resolve();
      },
    );

    expect(result).toEqual({
      status: 'expired',
      error: expect.stringMatching(/within 30 minutes \(TimeoutInMinutes\)/) as string,
    });
    expect(waited).toEqual([30 * 60_000]);
    expect(question?.aborted).toBe(true);
  });

  test.each([
    [{ approved: true } as const, 'succeeded'],
    [{ approved: false, reason: 'not today' } as const, 'rejected'],
  ])('that is answered with %j in time is %s, and waits no longer', async (answer, status) => {
    let waiting: AbortSignal | undefined;
    const result = await ask(
      () => Promise.resolve(answer),
      (_, signal) => {
        waiting = signal;
        return never();
      },
    );

    expect(result.status).toBe(status);
    expect(waiting?.aborted).toBe(true);
  });
});

test('a time that is longer than a timer can be passes in full, by several', async () => {
  const sixtyDaysMs = 86_400 * 60_000;
  const timers: number[] = [];
  const sleep = sleepBy((ms) => {
    timers.push(ms);
    return Promise.resolve();
  });
  await sleep(sixtyDaysMs, new AbortController().signal);

  expect(timers.reduce((sum, ms) => sum + ms)).toBe(sixtyDaysMs);
  expect(Math.max(...timers)).toBeLessThanOrEqual(LONGEST_TIMEOUT_MS);
});
