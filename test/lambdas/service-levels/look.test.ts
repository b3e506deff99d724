import { look } from '../../../lambdas/service-levels/look';
import type { LevelPorts } from '../../../lambdas/service-levels/ports';
import { jsonLogger } from '../../../lambdas/shared/logger';
import { at, HOUR, NOW, readings } from './readings';

async function looked(ports: Partial<LevelPorts>) {
  const lines: unknown[] = [];
  const gauges: [string, number][] = [];
  const asked: [Date, Date][] = [];
  const done = look(
    {
      probe: () => Promise.resolve(undefined),
      read: (from, to) => {
        asked.push([from, to]);
        return Promise.resolve(readings());
      },
      now: () => new Date(NOW),
      ...ports,
    },
    jsonLogger((line) => lines.push(JSON.parse(line))),
    (name, value) => gauges.push([name, value]),
  );
  const failure = await done.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { lines, gauges, asked, failure };
}

test('a look at which all is well leaves a heartbeat and nothing else', async () => {
  const { gauges, lines, asked } = await looked({});
  expect(gauges).toEqual([['Heartbeat', 1]]);
  expect(lines).toEqual([]);
  expect(asked).toEqual([[new Date('2026-11-27T11:55:00Z'), new Date(NOW)]]);
});

test('a probe that fails is logged with its code and counted, though it pages only when it lasts', async () => {
  const { gauges, lines } = await looked({ probe: () => Promise.resolve('api-503') });
  expect(lines).toEqual([{ level: 'error', event: 'probe.failed', reason: 'api-503' }]);
  expect(gauges).toEqual([
    ['ProbeFailed', 1],
    ['Heartbeat', 1],
  ]);
});

test('each bin that is summed is read, the oldest as well', async () => {
  const bins = readings({ serverErrors: [at(72 * HOUR + 5), at(4 * HOUR), at(3 * HOUR)] });
  const { gauges } = await looked({
    // Where a bin begins, the windows reach back the furthest.
    now: () => new Date('2026-11-30T12:00:00Z'),
    read: (from) =>
      Promise.resolve({
        ...bins,
        serverErrors: new Map([...bins.serverErrors].filter(([time]) => time >= from.getTime())),
      }),
  });
  expect(gauges).toEqual([
    ['SlowBurn', expect.closeTo(3.46)],
    ['Heartbeat', 1],
  ]);
});

test('a second probe that fails says how fast the budget burns', async () => {
  const { gauges } = await looked({
    probe: () => Promise.resolve('page-timeout'),
    read: () => Promise.resolve(readings({ probesFailed: [at(5)] })),
  });
  expect(gauges).toEqual([
    ['ProbeFailed', 1],
    ['FormBurn', expect.closeTo(10.68)],
    ['Heartbeat', 1],
  ]);
});

test('messages that are given up say how fast the budget of mails burns', async () => {
  const { gauges } = await looked({
    read: () => Promise.resolve(readings({ failed: [at(5, 2)] })),
  });
  expect(gauges.map(([name]) => name)).toEqual(['MailBurn', 'Heartbeat']);
});

test('without metrics there is no heartbeat, and the function fails', async () => {
  const fault = new Error('AccessDenied');
  const { gauges, failure } = await looked({ read: () => Promise.reject(fault) });
  expect(gauges).toEqual([]);
  expect(failure).toBe(fault);
});
