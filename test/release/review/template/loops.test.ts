import type { Template } from '../../../../release/review/template/template';
import { compare, CONTACT, deployedStack, prod, STORAGE, table } from '../diff/samples';

const EXTENSIONS = { Transform: 'AWS::LanguageExtensions' };

function loop(collection: unknown, body: object, identifier = 'Name') {
  return { 'Fn::ForEach::Tables': [identifier, collection, body] };
}
const tables = (collection: unknown, more: object = {}) => ({
  ...EXTENSIONS,
  ...more,
  Resources: loop(collection, { 'Table${Name}': table('t-${Name}') }),
});
const nothing = { ...EXTENSIONS, Resources: {} };

function compared(before: object, after: object, change = {}) {
  const { stacks, removals } = compare(
    { [STORAGE]: [before, after] as unknown as [Template, Template] },
    change,
  );
  return {
    changes: (stacks[0]?.changes ?? []).map(
      ({ change: what, logicalId }) => `${what} ${logicalId}`,
    ),
    removals: removals.map(({ resource, allowed }) => `${resource.logicalId} ${allowed}`),
  };
}

describe('what a loop makes', () => {
  test.each([
    ['a list', ['A', 'B'], ['B'], {}, {}],
    [
      'a parameter',
      { Ref: 'Names' },
      { Ref: 'Names' },
      { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'A, B' } } },
      { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'B' } } },
    ],
    [
      'a mapping',
      { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'Names'] },
      { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'Names'] },
      { Mappings: { M: { 'eu-west-1': { Names: ['A', 'B'] } } } },
      { Mappings: { M: { 'eu-west-1': { Names: ['B'] } } } },
    ],
  ])(
    'is destroyed one by one when it goes out of %s, which stops a release',
    (_, one, other, more, moreAfter) => {
      expect(compared(tables(one, more), tables(other, moreAfter))).toEqual({
        changes: ['destroyed TableA'],
        removals: ['TableA false'],
      });
    },
  );

  test('is destroyed with the loop, under the names that AWS has', () => {
    const deployed = deployedStack(tables(['A', 'B']) as unknown as Template, {
      TableA: 'ta',
      TableB: 'tb',
    });
    const { removals } = compare(
      { [STORAGE]: [undefined, nothing] },
      { deployed: new Map([[STORAGE, deployed]]) },
    );
    expect(removals).toMatchObject([
      { allowed: false, resource: { logicalId: 'TableA', physicalId: 'ta', change: 'destroyed' } },
      { allowed: false, resource: { logicalId: 'TableB', physicalId: 'tb', change: 'destroyed' } },
    ]);
  });

  test('goes where allowDestroy names it', () => {
    const allowDestroy = [
      { stack: 'storage', logicalId: 'TableA', until: '2027-01-31', reason: 'r' },
    ];
    expect(
      compared(tables(['A']), nothing, { environment: { ...prod, allowDestroy } }).removals,
    ).toEqual(['TableA true']);
  });

  test('is the same as what is written out', () => {
    const written = { ...EXTENSIONS, Resources: { TableA: table('t-A'), TableB: table('t-B') } };
    expect(compared(tables(['A', 'B']), written)).toEqual({ changes: [], removals: [] });
    expect(compared(written, tables(['B', 'C'])).changes).toEqual([
      'destroyed TableA',
      'added TableC',
    ]);
  });

  test('has its name in keys, texts and references, without signs that no logical id has', () => {
    const body = {
      'Queue&{Name}': { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Name' } } },
      'Topic&{Name}': {
        Type: 'AWS::SNS::Topic',
        DependsOn: 'Queue&{Name}',
        Properties: { DisplayName: { 'Fn::Sub': '${Name} ${!Name} ${Queue&{Name}.Arn}' } },
      },
    };
    const topic = (DisplayName: unknown) => ({
      Queueab: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'a.b' } },
      Topicab: { Type: 'AWS::SNS::Topic', DependsOn: 'Queueab', Properties: { DisplayName } },
    });
    const written = topic({ 'Fn::Sub': 'a.b ${!Name} ${Queueab.Arn}' });
    expect(compared({ Resources: loop(['a.b'], body) }, { Resources: written }).changes).toEqual(
      [],
    );
  });

  test('is made by loops in loops, and in properties, conditions and outputs', () => {
    const looped = {
      Conditions: { 'Fn::ForEach::C': ['N', ['X'], { 'Is${N}': { 'Fn::Equals': ['${N}', 'X'] } }] },
      Resources: {
        'Fn::ForEach::Outer': [
          'A',
          ['1', '2'],
          {
            'Fn::ForEach::Inner': [
              'B',
              ['x', 'y'],
              {
                'T${A}${B}': {
                  Type: 'AWS::SNS::Topic',
                  Condition: 'IsX',
                  Properties: {
                    'Fn::ForEach::P': ['P', ['DisplayName', 'TopicName'], { '${P}': '${A}${B}' }],
                  },
                },
              },
            ],
          },
        ],
      },
      Outputs: {
        'Fn::ForEach::O': [
          'N',
          ['1x'],
          { 'Out${N}': { Value: { Ref: 'T${N}' }, Export: { Name: 'n' } } },
        ],
      },
    };
    const Properties = (name: string) => ({ DisplayName: name, TopicName: name });
    const topic = (name: string) => ({ Type: 'AWS::SNS::Topic', Properties: Properties(name) });
    const written = {
      Resources: { T1x: topic('1x'), T1y: topic('1y'), T2x: topic('2x') },
      Outputs: { Out1x: { Value: { Ref: 'T1x' }, Export: { Name: 'n' } } },
    };
    const reads = { Resources: { It: table({ 'Fn::ImportValue': 'n' } as never) } };
    const { stacks } = compare({
      [CONTACT]: [reads, reads],
      [STORAGE]: [looped, written] as unknown as [Template, Template],
    });
    expect(stacks.map(({ changes }) => changes.map(({ logicalId }) => logicalId))).toEqual([
      [],
      ['T2y'],
    ]);
  });
});

describe('a loop over what only a deployment knows', () => {
  const given = { Parameters: { Names: { Type: 'CommaDelimitedList' } } };
  const open = (body: object) => ({
    ...EXTENSIONS,
    ...given,
    Resources: loop({ Ref: 'Names' }, body),
  });
  const id = 'Fn::ForEach::Tables';
  const state = open({ 'Table${Name}': table('t-${Name}') });
  const none = open({ 'Topic${Name}': { Type: 'AWS::SNS::Topic' } });

  test('that holds state stops a release when it goes or changes', () => {
    expect(compared(state, nothing)).toEqual({
      changes: [`destroyed ${id}`],
      removals: [`${id} false`],
    });
    const other = open({ 'Table${Name}': table('u-${Name}') });
    expect(compared(state, other)).toEqual({
      changes: [`maybe-replaced ${id}`],
      removals: [`${id} false`],
    });
    expect(compared(state, none).removals).toEqual([`${id} false`]);
  });

  test('in a loop over a list is one with it', () => {
    const nested = (name: string) => ({
      ...EXTENSIONS,
      ...given,
      Resources: {
        'Fn::ForEach::Outer': [
          'A',
          ['x', 'y'],
          { 'Fn::ForEach::Inner': ['B', { Ref: 'Names' }, { 'T${A}${B}': table(name) }] },
        ],
      },
    });
    const outer = 'Fn::ForEach::Outer';
    expect(compared(nested('${A}-${B}'), nested('${A}.${B}'))).toEqual({
      changes: [`maybe-replaced ${outer}`],
      removals: [`${outer} false`],
    });
  });

  test('of conditions may say something else of what hangs on them', () => {
    const looped = (value: string) => ({
      ...given,
      Conditions: {
        'Fn::ForEach::C': ['N', { Ref: 'Names' }, { 'Is${N}': { 'Fn::Equals': ['${N}', value] } }],
      },
      Resources: { It: table({ 'Fn::If': ['IsX', 'a', 'b'] } as never) },
    });
    expect(compared(looped('X'), looped('Y')).changes).toEqual(['maybe-replaced It']);
    expect(compared(looped('X'), looped('X')).changes).toEqual([]);
  });

  test('control: one that holds none, or stays, stops nothing', () => {
    expect(compared(none, nothing)).toEqual({ changes: [`destroyed ${id}`], removals: [] });
    expect(compared(state, state)).toEqual({ changes: [], removals: [] });
  });
});

test.each([
  ['a macro among the resources', 'Fn::Transform', { Name: 'AWS::Include' }],
  ['a module', 'M', { Type: 'My::Own::Thing::MODULE' }],
  ['a table of SAM', 'M', { Type: 'AWS::Serverless::SimpleTable' }],
  ['a set of stacks', 'M', { Type: 'AWS::CloudFormation::StackSet' }],
])('%s that goes may take state with it, which stops a release', (_, id, resource) => {
  expect(compared({ Resources: { [id]: resource } }, { Resources: {} }).removals).toEqual([
    `${id} false`,
  ]);
});

test.each([
  [
    'a macro beside the properties',
    { TableName: 't', 'Fn::Transform': { Name: 'a' } },
    { TableName: 't', 'Fn::Transform': { Name: 'b' } },
  ],
  [
    'a macro in place of the properties',
    { 'Fn::Transform': { Name: 'a' } },
    { 'Fn::Transform': { Name: 'b' } },
  ],
  [
    'a loop over what nobody knows among the properties',
    { 'Fn::ForEach::P': ['P', { Ref: 'Names' }, { '${P}': 'a' }], TableName: 't' },
    { 'Fn::ForEach::P': ['P', { Ref: 'Names' }, { '${P}': 'b' }], TableName: 't' },
  ],
])('%s that changes may replace the resource, which stops a release', (_, ...properties) => {
  const [before, after] = properties.map((Properties) => ({
    Parameters: { Names: { Type: 'CommaDelimitedList' } },
    Resources: { It: { Type: 'AWS::DynamoDB::GlobalTable', Properties } },
  }));
  expect(compared(before ?? {}, after ?? {})).toEqual({
    changes: ['maybe-replaced It'],
    removals: ['It false'],
  });
  expect(compared(before ?? {}, before ?? {}).changes).toEqual([]);
});
