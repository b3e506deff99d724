import { sleep, sleepBy } from '../../../rehearsal/runner/sleep';
import { LONGEST_TIMEOUT_MS } from '../../../rehearsal/runner/time-limits';

const { signal } = new AbortController();

describe('a wait', () => {
  test.each([
    [0, []],
    [1, [1]],
    [LONGEST_TIMEOUT_MS, [LONGEST_TIMEOUT_MS]],
    [2 * LONGEST_TIMEOUT_MS + 5, [LONGEST_TIMEOUT_MS, LONGEST_TIMEOUT_MS, 5]],
  ])('of %d ms is made of timers that Node has', async (ms, timers) => {
    const set: number[] = [];
    await sleepBy((one, given) => {
      expect(given).toBe(signal);
      return Promise.resolve(void set.push(one));
    })(ms, signal);
    expect(set).toEqual(timers);
  });

  test('is as long as a timer of Node can be, and no longer', () => {
    expect(LONGEST_TIMEOUT_MS).toBe(2 ** 31 - 1);
  });

  test('ends, and rejects when it is aborted', async () => {
    await expect(sleep(1, signal)).resolves.toBeUndefined();
    await expect(sleep(60_000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
