import { approval } from '../../rehearsal/actions/approval';
import type { ActionHost } from '../../rehearsal/actions/host';
import { LONGEST_TIMEOUT_MS, sleepBy } from '../../rehearsal/sleep';
import { fakeHost, inExecution } from './fake-host';
import { approvalAction } from './support';

/** Runs an approval whose time passes as the test says. */
function ask(approve: ActionHost['approve'], pass: ActionHost['sleep']) {
  const limit = { TimeoutInMinutes: 30 };
  const { action, execution } = inExecution('Manual', approvalAction(limit));
  const host = fakeHost({ approve, sleep: pass, cloud: { endpoints: () => Promise.resolve([]) } });
  return approval(action, execution, host);
}

const never = () => new Promise<never>(() => undefined);

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
