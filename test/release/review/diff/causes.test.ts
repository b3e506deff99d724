import { changedNames } from '../../../../release/review/diff/causes';
import type { Template } from '../../../../release/review/template/template';

const equals = (one: unknown, other: unknown) => ({ 'Fn::Equals': [one, other] });
const parameters = (values: Readonly<Record<string, string>>): Template => ({
  Parameters: Object.fromEntries(
    Object.entries(values).map(([name, Default]) => [name, { Type: 'String', Default }]),
  ),
});

describe('what a value hangs on that is defined otherwise', () => {
  const before = parameters({ A: '1', B: '1', Same: '1' });
  const after = parameters({ A: '2', B: '2', Same: '1' });

  test.each<[string, unknown, string[]]>([
    ['Ref', { Ref: 'A' }, ['A']],
    ['Fn::Sub', { 'Fn::Sub': 'x ${B} ${A} ${Same}' }, ['A', 'B']],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${A}', { Other: { Ref: 'B' } }] }, ['A', 'B']],
    ['a value in a list', [{ Value: { Ref: 'B' } }, { Value: { Ref: 'A' } }], ['A', 'B']],
    ['nothing: another name', { Ref: 'Same' }, []],
    ['nothing: a text', { DisplayName: '${A}' }, []],
    ['nothing: a property whose name ends like it', { XRef: 'A', Refs: 'A' }, []],
    ['nothing: what names no text', { Ref: ['B', 7], 'Fn::If': [7] }, ['B']],
  ])('is named by %s', (_, value, names) => {
    expect(changedNames(value, before, after)).toEqual(names);
  });

  test('is a condition, and what that one hangs on in turn', () => {
    const conditions = (value: string, more: Template): Template => ({
      ...more,
      Conditions: {
        Outer: { 'Fn::Not': [{ Condition: 'Inner' }] },
        Inner: equals({ Ref: 'A' }, value),
      },
    });
    const value = { 'Fn::If': ['Outer', 'x', 'y'] };
    expect(changedNames(value, conditions('x', before), conditions('x', after))).toEqual(['A']);
    expect(changedNames(value, conditions('x', before), conditions('y', before))).toEqual([
      'Inner',
    ]);
  });

  test('is a mapping', () => {
    const mapping = (Net: string): Template => ({ Mappings: { M: { 'eu-west-1': { Net } } } });
    const value = { 'Fn::FindInMap': ['M', 'eu-west-1', 'Net'] };
    expect(changedNames(value, mapping('a'), mapping('b'))).toEqual(['M']);
    expect(changedNames(value, mapping('a'), mapping('a'))).toEqual([]);
  });

  test('is found where conditions name each other in a circle', () => {
    const circle = (more: object): Template => ({
      Conditions: { A: { Condition: 'B', ...more }, B: { Condition: 'A' } },
    });
    expect(changedNames({ Condition: 'A' }, circle({}), circle({ x: 1 }))).toEqual(['A']);
  });
});
