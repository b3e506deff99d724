import { batches } from '../../../rehearsal/actions/build-log';

test('a long log goes out in calls that CloudWatch Logs takes, whole and in order', () => {
  const log = Array.from({ length: 25_000 }, (_, line) => `${line} ${'x'.repeat(100)}\n`).join('');
  const calls = [...batches(log)];

  expect(calls.flat().join('')).toBe(log);
  expect(calls.length).toBeGreaterThan(2);
  for (const call of calls) {
    expect(call.length).toBeLessThanOrEqual(10_000);
    expect(Buffer.byteLength(call.join('')) + 26 * call.length).toBeLessThanOrEqual(1_048_576);
  }
});

test('an endless line is cut, and an empty log makes no call', () => {
  expect([...batches('x'.repeat(300_000))].flat()[0]).toHaveLength(200_000);
  expect([...batches('')]).toEqual([]);
});
