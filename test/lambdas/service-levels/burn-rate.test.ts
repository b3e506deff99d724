import { type Bin, burn, PAGE_WINDOWS } from '../../../lambdas/service-levels/burn-rate';

const NOW = Date.parse('2026-11-30T12:02:00Z');
const minutesAgo = (minutes: number, bin: Omit<Bin, 'at'>): Bin => ({
  at: NOW - minutes * 60_000,
  ...bin,
});
const BAD = { bad: 1, total: 1 };

test('the short window of an hour is the last five minutes, and the bin before them', () => {
  expect(burn([minutesAgo(9, BAD), minutesAgo(20, BAD)], PAGE_WINDOWS, NOW)).toBeGreaterThan(1);
  expect(burn([minutesAgo(11, BAD), minutesAgo(20, BAD)], PAGE_WINDOWS, NOW)).toBe(0);
});

test('what is not over yet does not count', () => {
  expect(burn([minutesAgo(3, BAD), minutesAgo(-1, BAD)], PAGE_WINDOWS, NOW)).toBe(0);
});

test('a window without events burns nothing', () => {
  expect(burn([], PAGE_WINDOWS, NOW)).toBe(0);
  expect(burn([minutesAgo(50, BAD), minutesAgo(55, BAD)], PAGE_WINDOWS, NOW)).toBe(0);
});
