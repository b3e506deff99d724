import { hasMarks, readable, referencesIn } from '../../../../release/review/template/marks';
import { ACCOUNT, NoValue, propertiesOf, side, valueOf } from './samples';

const GIVEN = { Parameters: { Given: { Type: 'String' } } };
const UNKNOWN = { Ref: 'Given' };

/** A value of which only its words are known. */
function wordsOf(...of: Parameters<typeof valueOf>): string {
  const value = valueOf(...of);
  if (typeof value !== 'string' || !hasMarks(value)) {
    throw new Error(`${JSON.stringify(value)} is known`);
  }
  return readable(value);
}

describe('a pseudo parameter', () => {
  test.each([
    ['AWS::AccountId', 'eu-west-1', ACCOUNT],
    ['AWS::Region', 'eu-west-1', 'eu-west-1'],
    ['AWS::StackName', 'eu-west-1', 'one'],
    ['AWS::Partition', 'eu-west-1', 'aws'],
    ['AWS::Partition', 'cn-north-1', 'aws-cn'],
    ['AWS::Partition', 'us-gov-west-1', 'aws-us-gov'],
    ['AWS::URLSuffix', 'eu-west-1', 'amazonaws.com'],
    ['AWS::URLSuffix', 'us-gov-west-1', 'amazonaws.com'],
    ['AWS::URLSuffix', 'cn-north-1', 'amazonaws.com.cn'],
  ])('%s in %s is %s', (Ref, region, value) => {
    expect(valueOf({ Ref }, {}, { region })).toBe(value);
  });

  test('that only AWS knows is another one in each stack', () => {
    expect(wordsOf({ Ref: 'AWS::StackId' })).toBe('AWS::StackId');
    expect(valueOf({ Ref: 'AWS::StackId' })).not.toBe(
      valueOf({ Ref: 'AWS::StackId' }, {}, { stackName: 'two' }),
    );
  });

  test('AWS::NoValue leaves out a property, a member and an item', () => {
    expect(propertiesOf({ A: NoValue, B: { C: NoValue }, D: ['e', NoValue, 'f'] })).toEqual({
      B: {},
      D: ['e', 'f'],
    });
  });
});

describe('a parameter', () => {
  const typed = (Type: string, Default?: unknown) => ({
    Parameters: { P: { Type, ...(Default !== undefined && { Default }) } },
  });
  const P = { Ref: 'P' };

  test('has the given value, or else its default', () => {
    expect(valueOf(P, typed('String', 'a'))).toBe('a');
    expect(valueOf(P, typed('Number', 5))).toBe('5');
    expect(valueOf(P, typed('String', 'a'), { parameters: { P: 'b' } })).toBe('b');
  });

  test('without a value is unknown, and another one in each stack', () => {
    expect(wordsOf(P, typed('String'))).toBe('P');
    expect(valueOf(P, typed('String'))).not.toBe(valueOf(P, typed('String'), { stackName: 'two' }));
  });

  test.each(['CommaDelimitedList', 'List<Number>', 'List<AWS::EC2::Subnet::Id>'])(
    'of type %s is a list',
    (type) => {
      expect(valueOf(P, typed(type, '1, 2,3'))).toEqual(['1', '2', '3']);
    },
  );

  test.each(['String', 'AWS::EC2::Subnet::Id'])('of type %s is a text, with its commas', (type) => {
    expect(valueOf(P, typed(type, '1, 2'))).toBe('1, 2');
  });

  const sets = (Value: unknown, Name: unknown = '/name') =>
    side(
      { Resources: { Set: { Type: 'AWS::SSM::Parameter', Properties: { Name, Value } } } },
      { stackName: 'two' },
    );

  test('that Systems Manager holds has the value that the release sets there', () => {
    const ssm = typed('AWS::SSM::Parameter::Value<String>', '/name');
    expect(valueOf(P, ssm, {}, sets('a'))).toBe('a');
    expect(wordsOf(P, ssm, {}, sets('a', '/other'))).toBe('ssm:/name');
    expect(valueOf(P, ssm)).not.toBe(valueOf(P, ssm, { region: 'us-east-1' }));
  });

  test.each([true, 'true'])(
    'with NoEcho: %s is not shown, and compared by its default',
    (NoEcho) => {
      const secret = (Default?: string) => ({
        Parameters: { P: { Type: 'String', NoEcho, Default } },
      });
      expect(wordsOf(P, secret('hunter2'))).toBe('P');
      expect(valueOf(P, secret('hunter1'))).not.toBe(valueOf(P, secret('hunter2')));
      expect(valueOf(P, secret())).not.toBe(valueOf(P, secret('hunter2')));
      expect(valueOf(P, secret('hunter2'), { parameters: { P: 'given' } })).toBe(
        valueOf(P, secret('hunter2')),
      );
    },
  );

  test('with NoEcho: false is shown', () => {
    const open = { Parameters: { P: { Type: 'String', NoEcho: 'false', Default: 'a' } } };
    expect(valueOf(P, open)).toBe('a');
  });
});

describe('a reference', () => {
  const Resources = { Queue: { Type: 'AWS::SQS::Queue' } };
  const read = (value: unknown) => referencesIn(String(valueOf(value, { Resources })));

  test('is of its stack, its resource and its attribute', () => {
    const queue = { stackName: 'one', logicalId: 'Queue', weak: false };
    expect(read({ Ref: 'Queue' })).toStrictEqual([queue]);
    expect(read({ 'Fn::GetAtt': ['Queue', 'Arn'] })).toStrictEqual([
      { ...queue, attribute: 'Arn' },
    ]);
    for (const nested of [['Queue', 'A.B'], ['Queue', 'A', 'B'], 'Queue.A.B']) {
      expect(read({ 'Fn::GetAtt': nested })).toStrictEqual([{ ...queue, attribute: 'A.B' }]);
    }
  });

  test('to what no template shows is unknown', () => {
    expect(wordsOf({ Ref: 'Nowhere' })).toBe('Nowhere');
    expect(valueOf({ Ref: 'Nowhere' })).not.toBe(
      valueOf({ Ref: 'Nowhere' }, {}, { stackName: 'two' }),
    );
  });

  test('is none where another member stands beside it', () => {
    expect(valueOf({ Ref: 'AWS::Region', Other: 'a' })).toEqual({ Ref: 'AWS::Region', Other: 'a' });
  });

  test('to an attribute that the CDK reads in another region has the value that is written there', () => {
    const reader = (Type: string) => ({ Resources: { Reader: { Type } } });
    const read_ = { 'Fn::GetAtt': ['Reader', '/cdk/exports/Name'] };
    const writer = (name: string, Type = 'Custom::CrossRegionExportWriter') =>
      side(
        {
          Resources: {
            Other: { Type: 'AWS::SNS::Topic', Properties: { Name: '/cdk/exports/Name' } },
            Writer: { Type, Properties: { WriterProps: { exports: { [name]: 'a' } } } },
          },
        },
        { stackName: 'two', region: 'us-east-1' },
      );
    const CDK = reader('Custom::CrossRegionExportReader');
    expect(valueOf(read_, CDK, {}, writer('/cdk/exports/Name'))).toBe('a');
    const itself = { stackName: 'one', logicalId: 'Reader', attribute: '/cdk/exports/Name' };
    for (const [template, written] of [
      [CDK, writer('/cdk/exports/Other')],
      [CDK, writer('/cdk/exports/Name', 'Custom::Odd')],
      [reader('Custom::Odd'), writer('/cdk/exports/Name')],
    ] as const) {
      expect(referencesIn(String(valueOf(read_, template, {}, written)))).toMatchObject([itself]);
    }
  });
});

describe('a call with known values is their result:', () => {
  test.each([
    ['Fn::Join', ['-', ['a', 5, true]], 'a-5-true'],
    ['Fn::Split', ['-', 'a-b'], ['a', 'b']],
    ['Fn::Select', [1, ['a', 'b']], 'b'],
    ['Fn::Select', ['1', { 'Fn::Split': [',', 'a,b'] }], 'b'],
    ['Fn::ToJsonString', { a: ['b', { Ref: 'AWS::Region' }] }, '{"a":["b","eu-west-1"]}'],
    ['Fn::FindInMap', ['M', 'one', 'Name'], 'a'],
    ['Fn::FindInMap', ['M', { Ref: 'AWS::Region' }, 'Name'], 'b'],
    ['Fn::FindInMap', ['M', 'none', 'Name', { DefaultValue: 'c' }], 'c'],
    ['Fn::FindInMap', ['M', 'one', 'Name', { DefaultValue: 'c' }], 'a'],
    ['Fn::Sub', '${AWS::Region}-${ AWS::Region }', 'eu-west-1-eu-west-1'],
    ['Fn::Sub', ['${A}-${B}-${C}', { A: 'a', B: 5, C: false }], 'a-5-false'],
    ['Fn::Sub', '${!A}-${! B}-${A', '${A}-${ B}-${A'],
  ])('%s %j', (name, argument, value) => {
    const Mappings = { M: { one: { Name: 'a' }, 'eu-west-1': { Name: 'b' } } };
    expect(valueOf({ [name]: argument }, { Mappings })).toEqual(value);
  });
});

describe('a call that nobody can carry out is unknown, and told as it is written:', () => {
  test.each([
    ['Fn::Join', ['-', 'a'], "Fn::Join(['-','a'])"],
    ['Fn::Join', ['-', ['a', { b: 'c' }]], "Fn::Join(['-',['a',{'b':'c'}]])"],
    ['Fn::Join', ['-', [{ b: 'c' }, null]], "Fn::Join(['-',[{'b':'c'},null]])"],
    ['Fn::Split', ['-', ['a']], "Fn::Split(['-',['a']])"],
    ['Fn::Split', ['-', UNKNOWN], "Fn::Split(['-','Given'])"],
    ['Fn::Select', [2, ['a', 'b']], "Fn::Select([2,['a','b']])"],
    ['Fn::Select', [0, 'a'], "Fn::Select([0,'a'])"],
    ['Fn::FindInMap', ['M', 'none', 'Name'], "Fn::FindInMap(['M','none','Name'])"],
    ['Fn::FindInMap', ['M', 'none', 'Name', 'c'], "Fn::FindInMap(['M','none','Name','c'])"],
    [
      'Fn::FindInMap',
      ['M', 'none', 'Name', { a: 'c' }],
      "Fn::FindInMap(['M','none','Name',{'a':'c'}])",
    ],
    ['Fn::ImportValue', 'none', "Fn::ImportValue('none')"],
    [
      'Fn::GetStackOutput',
      { StackName: 'two', OutputName: 'None' },
      "Fn::GetStackOutput({'StackName':'two','OutputName':'None'})",
    ],
    ['Fn::Cidr', ['a', 6], "Fn::Cidr(['a',6])"],
  ])('%s %j', (name, argument, words) => {
    expect(
      wordsOf({ [name]: argument }, { ...GIVEN, Mappings: { M: { one: { Name: 'a' } } } }),
    ).toBe(words);
  });

  test('Fn::Sub of a list', () => {
    expect(wordsOf({ 'Fn::Sub': ['a${B}', { B: ['c'] }] })).toBe("a['c']");
  });
});

describe('a mapping', () => {
  const find = { 'Fn::FindInMap': ['M', UNKNOWN, 'Name'] };
  const mapped = (...names: readonly string[]) => ({
    ...GIVEN,
    Mappings: { M: Object.fromEntries(names.map((Name) => [Name, { Name, Else: 'x' }])) },
  });

  test('with an unknown key has every value of the column, so that a change of one is told', () => {
    expect(valueOf(find, mapped('a', 'b'))).not.toBe(valueOf(find, mapped('a', 'c')));
    expect(valueOf(find, mapped('a', 'b'))).toBe(valueOf(find, mapped('a', 'b')));
  });

  test('with an unknown key in its second place has every value of the row', () => {
    const row = (A: string) => ({ ...GIVEN, Mappings: { M: { one: { A }, two: { A: 'x' } } } });
    const second = { 'Fn::FindInMap': ['M', 'one', UNKNOWN] };
    expect(wordsOf(second, row('a'))).toBe("Fn::FindInMap(['M','one','Given'])");
    expect(valueOf(second, row('a'))).not.toBe(valueOf(second, row('b')));
  });

  test('that lacks the key may be made by a macro, which reads all mappings', () => {
    const none = { 'Fn::FindInMap': ['M', 'none', 'Name'] };
    expect(valueOf(none, mapped('a'))).not.toBe(valueOf(none, mapped('b')));
    expect(valueOf(none)).toBe(valueOf(none));
  });
});

describe('an unknown value', () => {
  test('has no basis that is another one each time', () => {
    expect(valueOf({ 'Fn::Cidr': 'a' }, { Mappings: { M: { a: { b: 'c' } } } })).toBe(
      valueOf({ 'Fn::Cidr': 'a' }),
    );
  });
});

describe('a dynamic reference', () => {
  const sets = side(
    {
      Resources: {
        Set: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/name', Value: 'a' } },
      },
    },
    { stackName: 'two' },
  );

  test.each([
    ['{{resolve:ssm:/name}}', 'a'],
    ['{{resolve:ssm: /name }}', 'a'],
    ['b-{{resolve:ssm:/name}}-{{resolve:ssm:/name}}', 'b-a-a'],
  ])('%s is what the release sets', (text, value) => {
    expect(valueOf(text, {}, {}, sets)).toBe(value);
  });

  test.each([
    '{{resolve:ssm:/name:1}}',
    '{{resolve:ssm-secure:/name}}',
    '{{resolve:odd-ssm:/name}}',
    '{{resolve:secretsmanager:/name}}',
  ])('%s is unknown, and another one in each region', (text) => {
    expect(wordsOf(text, {}, {}, sets)).toBe(text);
    expect(valueOf(text)).not.toBe(valueOf(text, {}, { region: 'us-east-1' }));
  });
});

describe('a value of another stack', () => {
  const outputs = (Outputs: object, change = {}, more = {}) =>
    side(
      { ...more, Outputs, Resources: { Q: { Type: 'AWS::SQS::Queue' } } },
      { stackName: 'two', ...change },
    );
  const exporting = (Value: unknown, Name: unknown = 'name', more = {}) => ({
    Out: { Value, Export: { Name }, ...more },
  });
  const imported = { 'Fn::ImportValue': 'name' };

  test('is that of the export with the name, in the same region', () => {
    const others = {
      Hidden: { Value: 'x' },
      ...exporting('x', 'other'),
      Right: exporting('a').Out,
    };
    expect(valueOf(imported, {}, {}, outputs(others))).toBe('a');
    expect(valueOf(imported, {}, {}, outputs(exporting(5)))).toBe('5');
    expect(valueOf(imported, {}, {}, outputs(exporting('a', { 'Fn::Sub': 'name' })))).toBe('a');
    expect(wordsOf(imported, {}, {}, outputs(others, { region: 'us-east-1' }))).toBe(
      "Fn::ImportValue('name')",
    );
  });

  test('is the resource that the other stack has', () => {
    const [reference] = referencesIn(
      String(valueOf(imported, {}, {}, outputs(exporting({ Ref: 'Q' })))),
    );
    expect(reference).toEqual({ stackName: 'two', logicalId: 'Q', weak: false });
  });

  const outputOf = (more = {}) => ({
    'Fn::GetStackOutput': { StackName: 'two', OutputName: 'Out', ...more },
  });

  test('that is read from an output is weak, and of the region that is named', () => {
    const out = outputs(exporting({ Ref: 'Q' }));
    const there = outputs({ Out: { Value: 'there' } }, { region: 'us-east-1' });
    expect(referencesIn(String(valueOf(outputOf(), {}, {}, out)))).toEqual([
      { stackName: 'two', logicalId: 'Q', weak: true },
    ]);
    const Region = 'us-east-1';
    expect(readable(String(valueOf(outputOf({ Region }), {}, {}, there)))).toBe('there');
    expect(wordsOf(outputOf(), {}, {}, there)).toMatch(/^Fn::GetStackOutput/);
  });

  test('is none where the output depends on a condition that does not hold', () => {
    const Conditions = {
      Yes: { 'Fn::Equals': ['a', 'a'] },
      No: { 'Fn::Equals': ['a', 'b'] },
      Perhaps: { 'Fn::Equals': [UNKNOWN, 'b'] },
    };
    const on = (Condition: string) =>
      outputs(exporting('a', 'name', { Condition }), {}, { ...GIVEN, Conditions });
    expect(valueOf(imported, {}, {}, on('Yes'))).toBe('a');
    expect(valueOf(imported, {}, {}, on('Perhaps'))).toBe('a');
    expect(wordsOf(imported, {}, {}, on('No'))).toBe("Fn::ImportValue('name')");
  });

  test('that comes back to itself is unknown', () => {
    const out = outputs(exporting({ 'Fn::ImportValue': 'name' }));
    expect(wordsOf(imported, {}, {}, out)).toBe("Fn::ImportValue('name')");
  });
});
