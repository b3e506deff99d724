import { percentile } from '../../bench/statistics';

test.each([
  ['is the one in the middle', [3, 1, 2], 2],
  ['is the upper one of two in the middle', [4, 1, 3, 2], 3],
  ['is no number if a value is none', [1, NaN, 2, 3, 4], NaN],
])('the median %s', (_, values, median) => {
  expect(percentile(values, 0.5)).toBe(median);
});

test('there is no median of no values', () => {
  expect(() => percentile([], 0.5)).toThrow('no values');
});
