import type { Template } from '../../../../release/review/template/template';
import { if_, NoValue } from '../template/samples';
import { compare, CONTACT, STORAGE, table } from './samples';

const open = (value: string, more: object = {}) => ({
  Parameters: { Given: { Type: 'String' } },
  Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Given' }, value] } },
  ...more,
});
const mapped = (value: string) => ({
  Parameters: { Given: { Type: 'String' } },
  Mappings: { Names: { one: { Name: 'a' }, two: { Name: value } } },
});
const choice = (one: unknown = 'a', other: unknown = 'b') => if_('Open', one, other);
const row = (key: unknown = { Ref: 'Given' }) => ({ 'Fn::FindInMap': ['Names', key, 'Name'] });
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['-', parts] });
const sub = (text: string, variables: object = {}) => ({ 'Fn::Sub': [text, variables] });

function changeOf(value: unknown, before: object, after: object) {
  const sides = [before, after].map((more) => ({
    ...more,
    Resources: { It: table(value as string) },
  }));
  const { stacks, removals } = compare({ [STORAGE]: sides as unknown as [Template, Template] });
  return { change: stacks[0]?.changes[0], removals };
}

describe('a condition that only a deployment knows and that says something else', () => {
  test.each([
    ['as it is', choice()],
    ['in Fn::Join', join('a', choice())],
    [
      'in a list of Fn::Join that is no list otherwise',
      { 'Fn::Join': ['-', choice(['a'], ['b', 'c'])] },
    ],
    ['in a variable of Fn::Sub', sub('a-${Name}', { Name: choice() })],
    ['in Fn::Join in Fn::Sub', sub('a-${Name}', { Name: join('b', choice()) })],
    ['as what Fn::Select selects by', { 'Fn::Select': [choice('0', '1'), ['a', 'b']] }],
    [
      'in what Fn::Split splits',
      { 'Fn::Select': ['0', { 'Fn::Split': ['-', join(choice(), 'c')] }] },
    ],
    ['as a key of a mapping', row(choice('one', 'two'))],
    ['as the name of an export', { 'Fn::ImportValue': choice() }],
    ['with another beside it', join(choice(), if_('Other', 'c', 'd'))],
    ['in what a macro gets', { 'Fn::Transform': { Name: 'Odd', Parameters: { A: choice() } } }],
  ])('may replace what hangs on it %s, which stops a release', (_, value) => {
    const { Mappings } = mapped('b');
    const { change, removals } = changeOf(
      value,
      open('yes', { Mappings }),
      open('no', { Mappings }),
    );
    expect(change).toMatchObject({
      change: 'maybe-replaced',
      properties: [{ name: 'TableName', replaces: true, follows: ['Open'] }],
    });
    expect(removals).toMatchObject([{ allowed: false }]);
    expect(
      changeOf(value, open('yes', { Mappings }), open('yes', { Mappings })).change,
    ).toBeUndefined();
  });

  test.each([
    ['more than so many of them', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    ['by another condition', ['a']],
  ])('is told in a text with %s', (_, names) => {
    const all = (value: string) => ({
      Parameters: { Given: { Type: 'String' } },
      Conditions: Object.fromEntries([
        ['Last', { 'Fn::Equals': [{ Ref: 'Given' }, value] }],
        ...names.map((name) => [
          name,
          { 'Fn::Or': [{ Condition: 'Last' }, { 'Fn::Equals': [{ Ref: 'Given' }, name] }] },
        ]),
      ]) as object,
    });
    const value = join(...names.map((name) => if_(name, 'x', 'y')));
    expect(changeOf(value, all('yes'), all('no')).change).toMatchObject({
      change: 'maybe-replaced',
      properties: [{ follows: ['Last'] }],
    });
    expect(changeOf(value, all('yes'), all('yes')).change).toBeUndefined();
  });

  test('is told by a mapping that it is made of', () => {
    const by = (value: string) => ({
      ...mapped(value),
      Conditions: { Open: { 'Fn::Equals': [row(), 'b'] } },
    });
    expect(changeOf(choice(), by('b'), by('c')).change).toMatchObject({
      change: 'maybe-replaced',
      properties: [{ follows: ['Names'] }],
    });
    expect(changeOf(choice(), by('b'), by('b')).change).toBeUndefined();
  });

  test('replaces what is another one in each case', () => {
    expect(changeOf(choice('c', 'd'), open('yes'), open('no')).change?.change).toBe(
      'maybe-replaced',
    );
    const sides = [choice(), choice('c', 'd')].map((name, index) => ({
      ...open(index === 0 ? 'yes' : 'no'),
      Resources: { It: table(name as never) },
    })) as unknown as [Template, Template];
    expect(compare({ [STORAGE]: sides }).stacks[0]?.changes[0]?.change).toBe('replaced');
  });

  test('may replace by a property below others', () => {
    const budget = (BudgetName: string) => ({
      BudgetName,
      BudgetLimit: { Amount: 1, Unit: 'USD' },
    });
    const sides = ['yes', 'no'].map((value) => ({
      ...open(value),
      Resources: {
        It: {
          Type: 'AWS::Budgets::Budget',
          Properties: { Budget: choice(budget('a'), budget('b')) },
        },
      },
    })) as unknown as [Template, Template];
    expect(compare({ [STORAGE]: sides }).stacks[0]?.changes[0]?.change).toBe('maybe-replaced');
  });

  test('reaches into the stack that reads it from an output', () => {
    const producer = (value: string) => ({
      ...open(value),
      Outputs: { Name: { Value: join('a', choice()), Export: { Name: 'name' } } },
      Resources: {},
    });
    const consumer = {
      Resources: { It: table(join('b', { 'Fn::ImportValue': 'name' }) as never) },
    };
    const { stacks } = compare({
      [CONTACT]: [consumer, consumer],
      [STORAGE]: [producer('yes'), producer('no')],
    });
    expect(stacks[0]?.changes).toMatchObject([{ logicalId: 'It', change: 'maybe-replaced' }]);
  });

  test.each([
    [
      'DeletionPolicy',
      { DeletionPolicy: choice('Retain', 'Delete'), UpdateReplacePolicy: 'Retain' },
    ],
    [
      'UpdateReplacePolicy',
      { DeletionPolicy: 'Retain', UpdateReplacePolicy: choice('Retain', 'Delete') },
    ],
    ['a guard', { Properties: { DeletionProtectionEnabled: choice(true, false) } }],
    [
      'a guard below',
      { Properties: { Replicas: [choice({ DeletionProtectionEnabled: true }, {})] } },
    ],
  ])('may leave a resource with less protection by %s, which stops a release', (_, more) => {
    const sides = ['yes', 'no'].map((value) => ({
      ...open(value),
      Resources: { It: table('t', more) },
    })) as unknown as [Template, Template];
    const { stacks, removals } = compare({ [STORAGE]: sides });
    expect(stacks[0]?.changes).toMatchObject([{ change: 'unprotected' }]);
    expect(removals).toMatchObject([{ allowed: false }]);
    const [same] = sides;
    expect(compare({ [STORAGE]: [same, same] }).removals).toEqual([]);
  });
});

test('control: a condition that says the same changes nothing, where one side has no value', () => {
  const value = choice('a', NoValue);
  expect(changeOf(value, open('yes'), open('yes')).change).toBeUndefined();
});

describe('a mapping', () => {
  test.each([
    ['as it is', row()],
    ['in Fn::Join', join('a', row())],
    ['in Fn::Sub', sub('a-${Name}', { Name: row() })],
    ['by Fn::Select', { 'Fn::Select': ['0', [row(), 'b']] }],
    [
      'with a fallback',
      { 'Fn::FindInMap': ['Names', { Ref: 'Given' }, 'Name', { DefaultValue: 'c' }] },
    ],
  ])('whose value changes where nobody knows the key may replace what reads it %s', (_, value) => {
    const { change, removals } = changeOf(value, mapped('b'), mapped('c'));
    expect(change).toMatchObject({
      change: 'maybe-replaced',
      properties: [{ follows: ['Names'] }],
    });
    expect(removals).toMatchObject([{ allowed: false }]);
    expect(changeOf(value, mapped('b'), mapped('b')).change).toBeUndefined();
  });

  test('control: one that changes in another row, or another column, changes nothing', () => {
    expect(changeOf(row('one'), mapped('b'), mapped('c')).change).toBeUndefined();
    const other = {
      ...mapped('b'),
      Mappings: { Names: { one: { Name: 'a' }, two: { Name: 'b', Else: 'x' } } },
    };
    expect(changeOf(row(), mapped('b'), other).change).toBeUndefined();
  });

  test('whose value changes where the key is known replaces, and shows both values', () => {
    expect(changeOf(row('two'), mapped('b'), mapped('c')).change).toMatchObject({
      change: 'replaced',
      properties: [{ follows: ['Names'], before: 'b', after: 'c' }],
    });
  });
});

test('the default of a parameter that changes shows both values', () => {
  const given = (Default: string) => ({ Parameters: { Given: { Type: 'String', Default } } });
  expect(changeOf(sub('a-${Given}'), given('b'), given('c')).change).toMatchObject({
    change: 'replaced',
    properties: [{ follows: ['Given'], before: 'a-b', after: 'a-c' }],
  });
});

describe('a dynamic reference', () => {
  const sets = (Value: string, name: unknown) => ({
    Resources: {
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/name', Value } },
      It: table(name as string),
    },
  });
  const changes = (name: unknown, after = name) => {
    const { stacks } = compare({ [STORAGE]: [sets('a', name), sets('b', after)] });
    return stacks[0]?.changes.find(({ logicalId }) => logicalId === 'It')?.change;
  };

  test('reads what the release sets, in a joined text as well', () => {
    expect(changes('{{resolve:ssm:/name}}')).toBe('replaced');
    expect(changes({ 'Fn::Join': ['', ['{{resolve:ssm:', '/name', '}}']] })).toBe('replaced');
  });

  test('is the same however it is written', () => {
    const secret = '{{resolve:secretsmanager:a}}';
    for (const other of [
      { 'Fn::Join': ['', ['{{resolve:', 'secretsmanager:a}}']] },
      { 'Fn::Join': ['', [secret]] },
      sub(secret),
      sub('${Secret}', { Secret: secret }),
    ]) {
      expect(changes(secret, other)).toBeUndefined();
    }
  });

  test('with a version is the same as long as the version is', () => {
    expect(changes('{{resolve:ssm:/name:1}}')).toBeUndefined();
    expect(changes('{{resolve:ssm:/name:1}}', '{{resolve:ssm:/name:2}}')).toBe('maybe-replaced');
  });
});
