import { exponentialBackoff } from '../../../../lambdas/contact-form/core/retry-policy';

const least = exponentialBackoff(() => 0);
const most = exponentialBackoff(() => 1 - Number.EPSILON);

describe('a wait', () => {
  test('after a fault grows from 30 s to 15 min, and is at least half of its span', () => {
    const counts = [1, 2, 3, 5, 9];
    expect(counts.map(least.afterFault)).toEqual([30, 60, 120, 450, 450]);
    expect(counts.map(most.afterFault)).toEqual([60, 120, 240, 900, 900]);
  });

  test('of nine tries outlasts an outage of half an hour in the worst case', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(least.afterFault);
    expect(waits.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(30 * 60);
  });

  test('while SES is throttled is spread over at most 5 min', () => {
    const counts = [1, 2, 3, 9, 100];
    expect(counts.map(least.whenThrottled)).toEqual([1, 1, 1, 1, 1]);
    expect(counts.map(most.whenThrottled)).toEqual([2, 4, 8, 300, 300]);
  });

  test('while mail is parked is spread over at most what SQS allows', () => {
    expect([1, 3, 5, 1000].map(most.whenParked)).toEqual([60, 240, 900, 900]);
  });
});
