import { covers, coveringRows, pairsOf, type Row } from './covering-array';
import { OPTIONS } from './options';

function missingIn(rows: readonly Row<string>[], factors: readonly string[]) {
  return pairsOf(factors).filter((pair) => !rows.some((row) => covers(row, pair)));
}

const few = ['a', 'b', 'c'];
const many = Array.from({ length: 20 }, (_, index) => `option${index}`);

describe('covering rows', () => {
  test.each([
    ['three factors', few],
    ['twenty factors', many],
    ['the options of an environment', Object.keys(OPTIONS)],
  ])('of %s hold every two in all four ways', (_, factors) => {
    expect(missingIn(coveringRows(factors), factors)).toEqual([]);
  });

  test('are few', () => {
    expect(coveringRows(many).length).toBeLessThan(20);
  });

  test('control: a row that is missing leaves pairs uncovered', () => {
    expect(missingIn(coveringRows(few).slice(1), few)).not.toEqual([]);
  });
});
