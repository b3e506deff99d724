import { Deliveries } from '../../../rehearsal/terminal/deliveries';
import type { PreparedRehearsal } from '../../../rehearsal/prepared-rehearsal';
import { type Deferred, deferred } from '../support';

type Result = Awaited<ReturnType<PreparedRehearsal['deliver']>>;

/** Deliveries whose ends the test decides, by commit. */
function deliveriesOf(...commits: readonly string[]) {
  const ends = new Map<string, Deferred<Result>>();
  const deliveries = new Deliveries({
    deliver: (commit) => {
      const end = deferred<Result>();
      ends.set(commit, end);
      return end.promise;
    },
  });
  for (const commit of commits) deliveries.start(commit, 'push');
  return { deliveries, end: (commit: string) => ends.get(commit) };
}

describe('deliveries side by side', () => {
  test('come out as the newest does, whichever ends last', async () => {
    const { deliveries, end } = deliveriesOf('old', 'new');
    end('new')?.resolve('succeeded');
    await Promise.resolve();
    end('old')?.resolve('failed');

    expect(await deliveries.outcome()).toBe('succeeded');
  });

  test('come out as the newest that was not superseded', async () => {
    const { deliveries, end } = deliveriesOf('old', 'new');
    end('new')?.resolve('superseded');
    end('old')?.resolve('rejected');

    expect(await deliveries.outcome()).toBe('rejected');
  });

  test('tell of a fault at once, and fail with it', async () => {
    const { deliveries, end } = deliveriesOf('old', 'new');
    end('new')?.reject(new Error('gone'));
    await new Promise(setImmediate);

    expect(deliveries.fault.aborted).toBe(true);
    await expect(deliveries.outcome()).rejects.toThrow('gone');
  });
});
