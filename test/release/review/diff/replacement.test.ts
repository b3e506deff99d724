import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Template } from '../../../../release/review/template/template';
import { compare, STORAGE, table } from './samples';

/** A resource of this type whose properties change. */
function changeOf(Type: string, before: object, after: object) {
  const sides = [before, after].map((Properties) => ({ Resources: { It: { Type, Properties } } }));
  const { stacks } = compare({ [STORAGE]: sides as unknown as [Template, Template] });
  return stacks[0]?.changes[0];
}

/** What becomes of it. */
function becomes(...change: Parameters<typeof changeOf>): string | undefined {
  return changeOf(...change)?.change;
}

describe('a resource is made anew', () => {
  test('by all that the database lists beside the properties, as these say so themselves', () => {
    const listed = [...loadAwsServiceSpecSync().all('resource')].flatMap(
      ({ additionalReplacementProperties = [], properties }) =>
        additionalReplacementProperties.map(([name = '']) => properties[name]),
    );
    expect(listed.length).toBeGreaterThan(10);
    // The others are names that no property has.
    const known = listed.flatMap((property) => property ?? []);
    expect(known.length).toBeGreaterThan(0);
    expect(known.filter(({ causesReplacement }) => causesReplacement !== 'yes')).toEqual([]);
  });

  test.each([
    ['the value of a tag', [{ Key: 'a', Value: 'one' }], [{ Key: 'a', Value: 'two' }]],
    ['the name of a tag', [{ Key: 'a', Value: 'one' }], [{ Key: 'b', Value: 'one' }]],
  ])('by %s, where the database lists what is below its members', (_, before, after) => {
    const snapshot = (Tags: unknown) => ({ SnapshotName: 's', Tags });
    const type = 'AWS::RedshiftServerless::Snapshot';
    expect(becomes(type, snapshot(before), snapshot(after))).toBe('replaced');
    expect(becomes(type, snapshot(before), snapshot(before))).toBeUndefined();
  });

  test('by a property below another one, and not by those beside it', () => {
    const compute = (more: object) => ({
      Type: 'MANAGED',
      ComputeResources: { Type: 'SPOT', MaxvCpus: 4, SpotIamFleetRole: 'one', ...more },
    });
    const type = 'AWS::Batch::ComputeEnvironment';
    expect(becomes(type, compute({}), compute({ SpotIamFleetRole: 'two' }))).toBe('replaced');
    expect(becomes(type, compute({}), compute({ BidPercentage: 50 }))).toBe('maybe-replaced');
    expect(becomes(type, compute({}), compute({ MaxvCpus: 8 }))).toBe('changed');
    expect(becomes(type, { Type: 'MANAGED' }, compute({}))).toBe('replaced');
  });

  test('perhaps, by a member of a list: which member is which is not known', () => {
    const columns = (...types: string[]) => ({
      RegularColumns: types.map((ColumnType, index) => ({ ColumnName: `c${index}`, ColumnType })),
    });
    const type = 'AWS::Cassandra::Table';
    expect(becomes(type, columns('text'), columns('int'))).toBe('maybe-replaced');
    expect(becomes(type, columns('text', 'int'), columns('text', 'text'))).toBe('maybe-replaced');
    // One that comes or goes is no change of another.
    expect(becomes(type, columns('text'), columns('text', 'int'))).toBe('changed');
    expect(becomes(type, columns('text'), {})).toBe('changed');
  });

  test('perhaps, where the database says so of a property, such as a map of workers', () => {
    const workers = (members: object) => ({
      Name: 'n',
      ReleaseLabel: 'r',
      Type: 'Spark',
      WorkerTypeSpecifications: members,
    });
    const image = (ImageUri: string) => ({ ImageConfiguration: { ImageUri } });
    const type = 'AWS::EMRServerless::Application';
    const [one, two] = [image('one'), image('two')].map((Driver) => workers({ Driver }));
    expect(becomes(type, one ?? {}, two ?? {})).toBe('maybe-replaced');
  });

  test('by its type, which is told as a change of its own', () => {
    const [before, after] = ['AWS::SNS::Topic', 'AWS::SQS::Queue'].map((Type) => ({
      Resources: { It: { Type, Properties: { Tags: [] } } },
    }));
    const { stacks } = compare({ [STORAGE]: [before, after as Template] });
    expect(stacks[0]?.changes).toMatchObject([
      {
        change: 'replaced',
        type: 'AWS::SNS::Topic',
        properties: [
          { name: 'Type', replaces: true, before: 'AWS::SNS::Topic', after: 'AWS::SQS::Queue' },
        ],
      },
    ]);
  });

  test('never by what its type does not know', () => {
    expect(becomes('AWS::SNS::Topic', { Odd: 1 }, { Odd: 2 })).toBe('changed');
    expect(becomes('Custom::Odd', { Name: 'a' }, { Name: 'b' })).toBe('changed');
  });

  test.each([
    ['a property that its type does not know', 'AWS::SNS::Topic', { Odd: 1 }, { Odd: 2 }],
    ['a type that nobody knows', 'Custom::Odd', { Name: 'a' }, { Name: 'b' }],
    [
      'a member that comes',
      'AWS::Cassandra::Table',
      { RegularColumns: [] },
      { RegularColumns: [{ ColumnName: 'c', ColumnType: 'text' }] },
    ],
  ])('control: %s is not told as the reason', (_, type, before, after) => {
    expect(changeOf(type, before, after)).toMatchObject({
      change: 'changed',
      properties: [{ replaces: false }],
    });
  });
});

describe('what is left of a resource that is made anew', () => {
  const policies = (DeletionPolicy: string, UpdateReplacePolicy: string) => ({
    DeletionPolicy,
    UpdateReplacePolicy,
  });

  test.each([
    ['nothing', policies('Retain', 'Delete'), policies('Retain', 'Delete')],
    ['resource', policies('Delete', 'Retain'), policies('Delete', 'Retain')],
    // Which template’s policy counts is not documented.
    ['nothing', policies('Retain', 'Retain'), policies('Retain', 'Delete')],
    ['snapshot', policies('Retain', 'Snapshot'), policies('Retain', 'Retain')],
  ])('is %s, by its policy of replacement', (leaves, before, after) => {
    const { stacks } = compare({
      [STORAGE]: [
        { Resources: { It: table('old', before) } },
        { Resources: { It: table('new', after) } },
      ],
    });
    expect(stacks[0]?.changes).toMatchObject([{ change: 'replaced', leaves }]);
  });

  test('is nothing of what is added', () => {
    const { stacks } = compare({
      [STORAGE]: [{}, { Resources: { It: table('new', policies('Retain', 'Retain')) } }],
    });
    expect(stacks[0]?.changes).toMatchObject([{ change: 'added', leaves: 'nothing' }]);
  });
});
