import type { Template } from '../../../../release/review/template/template';
import { compare, STORAGE, table } from './samples';

/** What becomes of a resource of this type whose properties change. */
function becomes(Type: string, before: object, after: object): string | undefined {
  const sides = [before, after].map((Properties) => ({ Resources: { It: { Type, Properties } } }));
  const { stacks } = compare({ [STORAGE]: sides as unknown as [Template, Template] });
  return stacks[0]?.changes[0]?.change;
}

describe('a resource is made anew', () => {
  // `additionalReplacementProperties` of CloudFormation's registry.
  test.each([
    ['the value of a tag', [{ Key: 'a', Value: 'one' }], [{ Key: 'a', Value: 'two' }]],
    ['the name of a tag', [{ Key: 'a', Value: 'one' }], [{ Key: 'b', Value: 'one' }]],
  ])('by %s, where the registry lists what is below its members', (_, before, after) => {
    const snapshot = (Tags: unknown) => ({ SnapshotName: 's', Tags });
    const type = 'AWS::RedshiftServerless::Snapshot';
    expect(becomes(type, snapshot(before), snapshot(after))).toBe('replaced');
    expect(becomes(type, snapshot(before), snapshot(before))).toBeUndefined();
  });

  test('by a property below another one that the registry lists, and not by those beside it', () => {
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

  test('perhaps, by a member of a map', () => {
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
