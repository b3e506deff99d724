import { parseEntry, reasonToSkip } from '../../../rehearsal/plan/entry-condition';

function rule(Operator: string, Value = 'not broader') {
  return {
    Name: 'MayBeBroader',
    RuleTypeId: { Category: 'Rule', Owner: 'AWS', Provider: 'VariableCheck', Version: '1' },
    Configuration: { Variable: '#{Compare.PERMISSIONS}', Operator, Value },
  };
}

function condition(Result: string, ...Rules: object[]) {
  return { Conditions: [{ Result, Rules }] };
}

const found = (value: string) => new Map([['Compare', { PERMISSIONS: value }]]);

describe('the entry condition of a stage', () => {
  test.each([
    ['NE', 'not broader', true],
    ['NE', 'may be broader', false],
    ['EQ', 'not broader', false],
    ['EQ', 'may be broader', true],
    ['CONTAINS', 'is not broader', false],
    ['CONTAINS', 'may be broader', true],
  ])('with the operator %s and the value "%s" skips it: %s', (operator, value, skips) => {
    const rules = parseEntry(condition('SKIP', rule(operator))) ?? [];
    expect(rules).toHaveLength(1);
    expect(reasonToSkip(rules, found(value)) !== undefined).toBe(skips);
  });

  test('skips it unless every rule holds, and says which does not', () => {
    const rules = parseEntry(condition('SKIP', rule('NE'), rule('EQ', 'other'))) ?? [];
    expect(reasonToSkip(rules, found('may be broader'))).toBe(
      'rule MayBeBroader: #{Compare.PERMISSIONS} is "may be broader" (EQ "other")',
    );
  });

  test('on a variable that no action has set is an error', () => {
    const rules = parseEntry(condition('SKIP', rule('NE'))) ?? [];
    expect(() => reasonToSkip(rules, new Map())).toThrow('#{Compare.PERMISSIONS} is not set');
  });

  test.each([
    ['with another result', condition('FAIL', rule('NE'))],
    ['with another operator', condition('SKIP', rule('MATCHES'))],
    [
      'with another rule',
      condition('SKIP', { ...rule('NE'), RuleTypeId: { Category: 'Rule', Provider: 'Commands' } }),
    ],
  ])('%s is not known', (_, of) => {
    expect(parseEntry(of)).toBeUndefined();
  });

  test('that is not there skips nothing', () => {
    expect(reasonToSkip(parseEntry(undefined) ?? [], new Map())).toBeUndefined();
  });
});
