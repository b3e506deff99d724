import {
  absences,
  branchesOf,
  opposite,
  otherwise,
  when,
} from '../../../../release/review/grants/branches';
import { if_, manyConditions, NoValue } from '../template/samples';

describe('the branches of a value', () => {
  test('are one for each way that its conditions can be', () => {
    expect(branchesOf({ a: if_('A', 1, 2), b: if_('B', 3, NoValue) })).toEqual([
      { value: { a: 1, b: 3 }, when: ['A', 'B'] },
      { value: { a: 2, b: 3 }, when: ['not A', 'B'] },
      { value: { a: 1 }, when: ['A', 'not B'] },
      { value: { a: 2 }, when: ['not A', 'not B'] },
    ]);
    expect(branchesOf('x')).toEqual([{ value: 'x', when: [] }]);
  });

  test('are not told of too many conditions', () => {
    const many = Object.keys(manyConditions()).map((name) => if_(name, 1, 2));
    expect(branchesOf(many)).toBeUndefined();
  });
});

test('the opposite of a case is the other one', () => {
  expect(opposite('A')).toBe('not A');
  expect(opposite('not A')).toBe('A');
  expect(opposite('Was not ')).toBe('not Was not ');
  expect([when('A', true), when('A', false)]).toEqual(['A', 'not A']);
});

test('what there is otherwise stands in each case in which there is nothing', () => {
  expect(otherwise(undefined, 'x')).toBe('x');
  expect(otherwise('a', 'x')).toBe('a');
  expect(otherwise(if_('A', NoValue, if_('B', 'b', NoValue)), 'x')).toEqual(
    if_('A', 'x', if_('B', 'b', 'x')),
  );
});

test('a value is missing in the cases that its conditions tell', () => {
  expect(absences(undefined)).toEqual([[]]);
  expect(absences('a')).toEqual([]);
  expect(absences(if_('A', NoValue, if_('B', 'b', NoValue)))).toEqual([['A'], ['not A', 'not B']]);
});
