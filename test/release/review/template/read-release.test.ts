import { readable } from '../../../../release/review/template/marks';
import type { StackSide } from '../../../../release/review/template/read-release';
import { having, readFirst, resourceOf, side, valueOf } from './samples';

const TOPIC = { Type: 'AWS::SNS::Topic' };
const UNKNOWN = { Ref: 'Given' };

const conditions = (Conditions: object) => ({
  Parameters: { Given: { Type: 'String' } },
  Conditions,
});

describe('a condition', () => {
  const [yes, no] = [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Equals': ['a', 'b'] }];
  const perhaps = { 'Fn::Equals': [UNKNOWN, 'a'] };
  const decides = (C: object) => {
    const template = {
      ...conditions({ C, Yes: yes }),
      Resources: { It: { ...TOPIC, Condition: 'C' } },
    };
    const [it] = [...readFirst([side(template)]).resources.values()];
    return it === undefined ? 'no' : it.when === undefined ? 'yes' : 'perhaps';
  };
  test.each([
    ['yes', yes],
    ['no', no],
    ['perhaps', perhaps],
    ['yes', { 'Fn::Equals': [UNKNOWN, UNKNOWN] }],
    ['yes', { 'Fn::Equals': [5, '5'] }],
    ['yes', { 'Fn::Equals': [true, 'true'] }],
    ['no', { 'Fn::Equals': [{ a: 'b' }, { a: 'c' }] }],
    ['no', { 'Fn::Equals': [[5], ['5']] }],
    ['no', { 'Fn::Not': [yes] }],
    ['yes', { 'Fn::Not': [no] }],
    ['perhaps', { 'Fn::Not': [perhaps] }],
    ['yes', { 'Fn::And': [yes, yes] }],
    ['perhaps', { 'Fn::And': [yes, perhaps] }],
    ['no', { 'Fn::And': [perhaps, no] }],
    ['no', { 'Fn::Or': [no, no] }],
    ['perhaps', { 'Fn::Or': [no, perhaps] }],
    ['yes', { 'Fn::Or': [perhaps, yes] }],
    ['yes', { Condition: 'Yes' }],
    ['perhaps', { Condition: 'Nowhere' }],
    ['perhaps', { Condition: 'C' }],
    ['perhaps', { 'Fn::Transform': { Name: 'a' } }],
    ['perhaps', {}],
  ])('holds: %s, of %j', (answer, C) => {
    expect(decides(C)).toBe(answer);
  });

  test('that holds keeps a resource as it is, and one that does not leaves it out', () => {
    const template = {
      ...conditions({ Yes: yes, No: no, Perhaps: perhaps }),
      Resources: {
        A: { ...TOPIC, Condition: 'Yes' },
        B: { ...TOPIC, Condition: 'No' },
        C: { ...TOPIC, Condition: 'Perhaps' },
        D: TOPIC,
      },
    };
    const stack = readFirst([side(template)]);
    expect([...stack.resources.keys()]).toEqual(['A', 'C', 'D']);
    expect([...stack.resources.values()].map(({ when }) => when && readable(when))).toEqual([
      undefined,
      'Perhaps',
      undefined,
    ]);
    expect([...stack.decided.values()]).toEqual([true, false]);
    const { A, C, D } = template.Resources;
    expect(stack.template).toEqual({ ...template, Resources: { A, C, D } });
  });

  test('is told by its content, with the conditions that it names', () => {
    const said = (others: object) =>
      resourceOf(
        readFirst([
          side({
            ...conditions({ C: { 'Fn::Not': [{ Condition: 'Other' }] }, ...others }),
            Resources: { It: { ...TOPIC, Condition: 'C' } },
          }),
        ]),
      ).when;
    const other = (value: string) => ({ Other: { 'Fn::Equals': [UNKNOWN, value] } });
    expect(said(other('a'))).toBe(said(other('a')));
    expect(said(other('a'))).not.toBe(said(other('b')));
    expect(said({ ...other('a'), More: yes })).toBe(said(other('a')));
  });

  test('that is not in the template is told by what may make it', () => {
    const said = (more: object) =>
      resourceOf(
        readFirst([
          side({ ...conditions(more), Resources: { It: { ...TOPIC, Condition: 'Made' } } }),
        ]),
      ).when;
    const macro = (Name: string) => ({ 'Fn::Transform': { Name } });
    expect(said({ Other: yes })).toBe(said({ Other: no }));
    expect(said(macro('a'))).not.toBe(said(macro('b')));
    expect(said(macro('a'))).toBe(said({ ...macro('a'), Other: yes }));
  });

  test('in the content of another one is a name only where nothing stands beside it', () => {
    const said = (More: string) =>
      resourceOf(
        readFirst([
          side({
            ...conditions({
              C: { 'Fn::Equals': [{ 'Fn::Transform': { Condition: 'Yes', More } }, 'a'] },
              Yes: yes,
            }),
            Resources: { It: { ...TOPIC, Condition: 'C' } },
          }),
        ]),
      ).when;
    expect(said('a')).not.toBe(said('b'));
  });

  test('holds where a resource is there that depends on it, and not where it is missing', () => {
    const template = {
      ...conditions({ Perhaps: perhaps, Other: { 'Fn::Equals': [UNKNOWN, 'b'] } }),
      Resources: { Always: TOPIC, It: { ...TOPIC, Condition: 'Perhaps' } },
    };
    const read = (...present: readonly string[]) =>
      [...readFirst([side(template, { present: new Set(present) })]).resources.values()].map(
        ({ logicalId, when }) => `${logicalId}${when === undefined ? '' : ' perhaps'}`,
      );
    expect(read('Always', 'It')).toEqual(['Always', 'It']);
    expect(read('Always')).toEqual(['Always']);
    // Nothing is there, because the stack is not.
    expect(read()).toEqual(['Always', 'It perhaps']);
    expect(readFirst([side(template, { present: new Set(['Always', 'It']) })]).decided.size).toBe(
      1,
    );
  });

  test('has the value that it had before, as long as it says the same', () => {
    const template = (value: string, present?: readonly string[]) =>
      side(
        {
          ...conditions({ Renamed: { 'Fn::Equals': [UNKNOWN, value] } }),
          Resources: { It: { ...TOPIC, Condition: 'Renamed' } },
        },
        present && { present: new Set(present) },
      );
    const before = new Map([['one', readFirst([template('a', ['It'])])]]);
    const [same, other] = ['a', 'b'].map((value) =>
      resourceOf(readFirst([template(value)], before)),
    );
    expect(same?.when).toBeUndefined();
    expect(readable(other?.when ?? '')).toBe('Renamed');
  });
});

describe('a resource', () => {
  const read = (resource: object, id = 'It') =>
    resourceOf(readFirst([side({ Resources: { [id]: resource } })]), id);

  test('has its properties and attributes, without notes of the CDK', () => {
    expect(
      read({
        ...TOPIC,
        Properties: { A: { Ref: 'AWS::Region' } },
        DependsOn: ['B', 'A'],
        DeletionPolicy: { 'Fn::Sub': 'Retain' },
        Metadata: { 'aws:cdk:path': 'a' },
      }),
    ).toStrictEqual({
      stackName: 'one',
      logicalId: 'It',
      type: 'AWS::SNS::Topic',
      properties: { A: 'eu-west-1' },
      attributes: { DeletionPolicy: 'Retain', DependsOn: ['A', 'B'] },
    });
    expect(read(TOPIC)).toMatchObject({ properties: {}, attributes: {} });
    expect(read(TOPIC).attributes).toStrictEqual({});
    expect(read({ ...TOPIC, DependsOn: 'A' }).attributes).toStrictEqual({ DependsOn: ['A'] });
  });

  test('whose properties a macro makes has the macro', () => {
    const Properties = { 'Fn::Transform': { Name: 'a' } };
    expect(Object.keys(read({ ...TOPIC, Properties }).properties)).toEqual(['Fn::Transform']);
  });

  test.each([
    ['Fn::Transform', { Name: 'a' }, 'Fn::Transform'],
    ['Fn::ForEach::Tables', ['Name', UNKNOWN, {}], 'Fn::ForEach'],
    ['It', { Properties: {} }, 'It'],
  ])('that is none, such as %s, is its own value', (id, value, type) => {
    expect(read(value, id)).toMatchObject({ type, properties: { Value: {} }, attributes: {} });
  });

  test('is missing from a template that has none', () => {
    const stack = readFirst([side({})]);
    expect([...stack.resources]).toEqual([]);
    expect(stack.template).toStrictEqual({});
    expect(stack.decided.size).toBe(0);
  });
});

describe('what Systems Manager holds', () => {
  const set = (properties: object, more: object = {}) =>
    side(
      {
        ...more,
        Resources: { Set: { Type: 'AWS::SSM::Parameter', Properties: properties } },
      },
      { stackName: 'two' },
    );
  const read = (other: StackSide) => valueOf('{{resolve:ssm:/name}}', {}, {}, other);

  test('is unknown where its value is missing, or depends on a condition', () => {
    expect(readable(String(read(set({ Name: '/name' }))))).toBe('{{resolve:ssm:/name}}');
    const Value = { 'Fn::If': ['Perhaps', 'a', 'b'] };
    const more = (value: string) => conditions({ Perhaps: { 'Fn::Equals': [UNKNOWN, value] } });
    const [one, other] = ['x', 'y'].map((value) =>
      read(set({ Name: '/name', Value }, more(value))),
    );
    expect(readable(String(one))).toMatch(/Fn::If/);
    expect(one).not.toBe(other);
  });
});

describe('a value that comes through its own stack', () => {
  const stackOutput = (StackName: string, OutputName: string) => ({
    'Fn::GetStackOutput': { StackName, OutputName },
  });
  const outputs = (stackName: string, Outputs: object) => side({ Outputs }, { stackName });

  test('is known where it does not come back to itself', () => {
    const two = outputs('two', {
      A: { Value: stackOutput('three', 'B'), Export: { Name: 'A' } },
      C: { Value: stackOutput('four', 'D'), Export: { Name: 'C' } },
    });
    const three = outputs('three', { B: { Value: stackOutput('two', 'C') } });
    const four = outputs('four', { D: { Value: 'd' } });
    expect(readable(String(valueOf(stackOutput('two', 'A'), {}, {}, two, three, four)))).toBe('d');
  });

  test('is known by way of exports and parameters as well', () => {
    const importing = (name: string) => ({ 'Fn::ImportValue': name });
    const out = (Name: string, Value: unknown) => ({ [Name]: { Value, Export: { Name } } });
    const two = outputs('two', { ...out('A', importing('B')), ...out('C', importing('D')) });
    const three = outputs('three', { ...out('B', importing('C')), ...out('D', 'd') });
    expect(valueOf(importing('A'), {}, {}, two, three)).toBe('d');
    const ssm = (name: string) => `{{resolve:ssm:${name}}}`;
    const set = (Name: string, Value: string) => ({
      [Name]: { Type: 'AWS::SSM::Parameter', Properties: { Name, Value } },
    });
    const sets = side(
      { Resources: { ...set('A', ssm('B')), ...set('B', ssm('C')), ...set('C', 'c') } },
      { stackName: 'two' },
    );
    expect(valueOf(ssm('A'), {}, {}, sets)).toBe('c');
  });
});

test('a loop is unrolled within lists, beside loops that stay, and with numbers in it', () => {
  const loop = (collection: unknown, body: object) => ({
    'Fn::ForEach::L': ['N', collection, body],
  });
  expect(valueOf([loop(['a', 'b'], { '${N}': 5, 'x${N}': null })])).toEqual([
    { a: 5, xa: null, b: 5, xb: null },
  ]);
  const given = conditions({});
  const mixed = having({});
  const outer = loop(['a'], {
    'T${N}': TOPIC,
    'Fn::ForEach::I': ['M', UNKNOWN, { '${M}': TOPIC }],
  });
  const stack = readFirst([side({ ...given, Resources: { ...mixed.Resources, ...outer } })]);
  expect([...stack.resources.keys()]).toEqual(['It', 'Fn::ForEach::L']);
});
