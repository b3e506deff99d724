import {
  choice,
  choiceOf,
  chosen,
  conditionsOf,
  isNothing,
  lifted,
  pairsOf,
} from '../../../../release/review/template/choices';
import { if_, manyConditions, NoValue } from './samples';

test('nothing is what is not there, or AWS::NoValue', () => {
  expect([undefined, NoValue].every(isNothing)).toBe(true);
  expect([null, '', 0, false, [], {}, { Ref: 'Other' }].some(isNothing)).toBe(false);
});

describe('a choice', () => {
  test('is a condition with two sides, and nothing beside it', () => {
    expect(choiceOf(if_('A', 1, 2))).toEqual(['A', 1, 2]);
    expect(choiceOf({ ...if_('A', 1, 2), Other: 3 })).toBeUndefined();
    expect(choiceOf({ 'Fn::If': 'A' })).toBeUndefined();
    expect(choiceOf({})).toBeUndefined();
    expect(choiceOf('A')).toBeUndefined();
  });

  test('between two that are the same is none', () => {
    expect(choice('A', { a: [1] }, { a: [1] })).toEqual({ a: [1] });
    expect(choice('A', 1, 2)).toEqual(if_('A', 1, 2));
  });
});

describe('the conditions of a value', () => {
  test('are those at any depth, each once', () => {
    const value = [{ a: if_('A', if_('B', 1, 2), { b: [if_('C', 1, 2)] }) }, if_('A', 1, 2), 'x'];
    expect(conditionsOf(value)).toEqual(['A', 'B', 'C']);
    expect(conditionsOf(if_('A', 1, if_('B', 1, 2)))).toEqual(['A', 'B']);
    expect(conditionsOf('x')).toEqual([]);
  });

  test('are told up to five', () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    expect(conditionsOf(names.map((name) => if_(name, 1, 2)))).toEqual(names);
    expect(conditionsOf([...names, 'F'].map((name) => if_(name, 1, 2)))).toBeUndefined();
  });
});

describe('a value with known conditions', () => {
  const value = { a: if_('A', 1, NoValue), b: [if_('B', 1, NoValue), if_('A', if_('B', 2, 3), 4)] };

  test('has the sides that hold, without those that are nothing', () => {
    const of = (A: boolean, B: boolean) => chosen(value, new Map(Object.entries({ A, B })));
    expect(of(true, true)).toStrictEqual({ a: 1, b: [1, 2] });
    expect(of(true, false)).toStrictEqual({ a: 1, b: [3] });
    expect(of(false, false)).toStrictEqual({ b: [4] });
  });

  test('keeps the conditions that are not known', () => {
    expect(chosen(value, new Map([['A', true]]))).toEqual({
      a: 1,
      b: [if_('B', 1, NoValue), if_('B', 2, 3)],
    });
    expect(chosen(if_('A', if_('B', 1, 2), 3), new Map([['B', false]]))).toEqual(if_('A', 2, 3));
  });
});

describe('the result of a value with conditions', () => {
  const text = (known: unknown) => JSON.stringify(known);

  test('has the same conditions', () => {
    expect(lifted([if_('A', 1, 2), if_('B', 3, 4)], text)).toEqual(
      if_('A', if_('B', '[1,3]', '[1,4]'), if_('B', '[2,3]', '[2,4]')),
    );
    expect(lifted(1, text)).toBe('1');
  });

  test('has none where the result is always the same', () => {
    expect(lifted(if_('A', 1, 2), () => 'x')).toBe('x');
  });

  test('is made once of a value with too many', () => {
    const many = Object.keys(manyConditions()).map((name) => if_(name, 1, 2));
    expect(lifted(many, text)).toBe(JSON.stringify(many));
  });
});

describe('the pairs of two values', () => {
  test('are one where no condition decides', () => {
    expect(pairsOf(1, 2)).toEqual([[1, 2]]);
  });

  test('are those that are possible together', () => {
    expect(pairsOf(if_('A', 1, 2), if_('A', 3, 4))).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(pairsOf(if_('A', 1, 2), if_('B', 3, 4))).toEqual([
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
    ]);
    expect(pairsOf(1, if_('A', if_('A', 2, 3), NoValue))).toEqual([
      [1, 2],
      [1, undefined],
    ]);
  });
});
