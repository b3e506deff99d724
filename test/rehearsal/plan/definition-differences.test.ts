import { definitionDifferences } from '../../../rehearsal/plan/definition-differences';
import { definition } from '../support';

const between = (before: object, after: object) => {
  const [one, other] = [before, after].map((properties) => ({
    ...definition({}),
    properties: properties as Readonly<Record<string, unknown>>,
  }));
  return one && other ? definitionDifferences(one, other) : undefined;
};
const stages = (...names: unknown[]) => ({ Stages: names.map((Name) => ({ Name, Actions: [] })) });

describe('two definitions of a pipeline', () => {
  test('that say the same differ nowhere', () => {
    expect(between(stages('a'), stages('a'))).toEqual([]);
  });

  test.each<[string, object, object, string[]]>([
    ['what comes', stages('a'), stages('b', 'a'), ['Stages.b is new']],
    ['what goes', stages('b', 'a'), stages('a'), ['Stages.b is gone']],
    ['another order', stages('a', 'b'), stages('b', 'a'), ['Stages: the order has changed']],
    ['a value', { RoleArn: 'one' }, { RoleArn: 'two' }, ['RoleArn: "one" -> "two"']],
    ['a value that goes', { RoleArn: 'one' }, {}, ['RoleArn is gone']],
    ['a value that comes', {}, { RoleArn: 'one' }, ['RoleArn is new']],
    ['null', { A: null }, { A: { b: 1 } }, ['A: null -> {"b":1}']],
    ['members without names', { L: ['x', null, 1] }, { L: ['y', null, 1] }, ['L.0: "x" -> "y"']],
    ['members whose names are no text', stages(1), stages(2), ['Stages.0.Name: 1 -> 2']],
    [
      'a member beside another without a name',
      { L: [{ Other: 1 }, { Name: 'n', V: 1 }] },
      { L: [{ Other: 2 }, { Name: 'n', V: 2 }] },
      ['L.0.Other: 1 -> 2', 'L.n.V: 1 -> 2'],
    ],
  ])('differ by %s, with its path', (_, before, after, differences) => {
    expect(between(before, after)).toEqual(differences);
  });

  test('show a long value by its beginning', () => {
    const [most, more] = ['x'.repeat(118), 'x'.repeat(119)];
    expect(between({ A: most }, { A: 1 })).toEqual([`A: "${most}" -> 1`]);
    expect(between({ A: more }, { A: 1 })).toEqual([`A: "${more}... -> 1`]);
  });
});
