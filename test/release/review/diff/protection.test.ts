import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { STATEFUL_TYPES } from '../../../../release/review/diff/stateful-types';
import type { Template } from '../../../../release/review/template/template';
import { compare, STORAGE, table } from './samples';

function oneChange(before: object, after: object, parts: object = {}, nextParts: object = parts) {
  const sides = [
    { Resources: { It: before }, ...parts },
    { Resources: { It: after }, ...nextParts },
  ] as unknown as [Template, Template];
  const { stacks, removals } = compare({ [STORAGE]: sides });
  return { change: stacks[0]?.changes[0], removals };
}

const database = (policies: object, Properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::RDS::DBInstance',
  Properties,
  ...policies,
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
describe('what would be left of a resource with state', () => {
  const policy = (DeletionPolicy?: string, UpdateReplacePolicy = 'Retain') => ({
    ...(DeletionPolicy !== undefined && { DeletionPolicy }),
    UpdateReplacePolicy,
  });

  test.each([
    ['Retain to Delete', table('t', policy('Retain')), table('t', policy('Delete'))],
    ['Retain to none', table('t', policy('Retain')), table('t', policy())],
    [
      'RetainExceptOnCreate to Delete',
      table('t', policy('RetainExceptOnCreate')),
      table('t', policy('Delete')),
    ],
    ['Retain to Snapshot', database(policy('Retain')), database(policy('Snapshot'))],
    ['Snapshot to Delete', database(policy('Snapshot')), database(policy('Delete'))],
    [
      'the default of a database, Snapshot, to Delete',
      database(policy()),
      database(policy('Delete')),
    ],
    [
      'UpdateReplacePolicy Retain to Delete',
      table('t', policy('Retain')),
      table('t', policy('Retain', 'Delete')),
    ],
    [
      'the default of a database to that of one in a cluster',
      database(policy()),
      database(policy(), { DBClusterIdentifier: 'c' }),
    ],
  ])('is less after %s, which stops a release', (_, before, after) => {
    const { change, removals } = oneChange(before, after);
    // The cluster's identifier makes it anew, too.
    expect(change?.change).toMatch(/^(?:unprotected|replaced)$/);
    expect(removals).toMatchObject([{ allowed: false, resource: { logicalId: 'It' } }]);
  });

  test.each([
    [
      'DeletionProtection',
      database({}, { DeletionProtection: true }),
      database({}, { DeletionProtection: false }),
    ],
    [
      'DeletionProtection that is left out',
      database({}, { DeletionProtection: 'true' }),
      database({}),
    ],
    [
      'DeletionProtectionEnabled of a replica',
      {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { Replicas: [{ Region: 'r', DeletionProtectionEnabled: true }] },
      },
      { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'r' }] } },
    ],
    [
      'DeletionProtectionEnabled of one replica among others',
      {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: {
          Replicas: [
            { Region: 'a', DeletionProtectionEnabled: false },
            { Region: 'b', DeletionProtectionEnabled: true },
          ],
        },
      },
      {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: {
          Replicas: [
            { Region: 'a', DeletionProtectionEnabled: false },
            { Region: 'b', DeletionProtectionEnabled: false },
          ],
        },
      },
    ],
    [
      'a guard that has parts, one of which is on',
      database({}, { DeletionProtection: { Mode: 'all', Enabled: true } }),
      database({}, { DeletionProtection: { Mode: 'all', Enabled: false } }),
    ],
    [
      'ACTIVE termination protection',
      database({}, { TerminationProtected: 'ACTIVE' }),
      database({}, { TerminationProtected: 'INACTIVE' }),
    ],
  ])('is less without %s', (_, before, after) => {
    expect(oneChange(before, after).change?.change).toBe('unprotected');
  });

  test.each([
    ['a guard that is off already', { DeletionProtection: 'inactive' }],
    ['a guard of a value that is no switch', { DeletionProtection: 'enabled-by-tag' }],
    ['what only ends like a guard', { NoDeletionProtection: true }],
    ['what only begins like a guard', { DeletionProtectionReason: true }],
  ])('control: is no less without %s', (_, properties) => {
    expect(oneChange(database({}, properties), database({})).change?.change).toBe('changed');
  });

  test.each([
    [
      'a policy that is written out and was the default',
      database(policy()),
      database(policy('Snapshot')),
    ],
    ['Delete to Retain', table('t', policy('Delete')), table('t', policy('Retain'))],
    ['Snapshot to Retain', database(policy('Snapshot')), database(policy('Retain'))],
    ['none to Delete', table('t', policy()), table('t', policy('Delete'))],
  ])('control: is no less after %s', (_, before, after) => {
    const { change, removals } = oneChange(before, after);
    expect(change?.change).toBe('changed');
    expect(removals).toEqual([]);
  });

  test.each([
    ['a snapshot', 'snapshot', database({})],
    ['a snapshot', 'snapshot', { Type: 'AWS::RDS::DBCluster', Properties: {} }],
    ['nothing', 'nothing', database({}, { DBClusterIdentifier: 'c' })],
    ['nothing', 'nothing', { Type: 'AWS::SNS::Topic', Properties: {} }],
  ])('is %s where what goes says nothing else', (_, leaves, It) => {
    const { stacks } = compare({ [STORAGE]: [{ Resources: { It } }, { Resources: {} }] });
    expect(stacks[0]?.changes).toMatchObject([{ change: 'destroyed', leaves }]);
  });

  test('is the resource where RetainExceptOnCreate goes', () => {
    const kept = table('t', { DeletionPolicy: 'RetainExceptOnCreate' });
    const { stacks } = compare({ [STORAGE]: [{ Resources: { It: kept } }, { Resources: {} }] });
    expect(stacks[0]?.changes).toMatchObject([{ change: 'retained' }]);
  });

  test('is asked of every type that AWS calls stateful', () => {
    const all = [...loadAwsServiceSpecSync().all('resource')];
    const stateful = all
      .filter(({ isStateful }) => isStateful)
      .map((one) => one.cloudFormationType);
    expect(stateful.length).toBeGreaterThan(25);
    expect(stateful.filter((type) => !STATEFUL_TYPES.has(type))).toEqual([]);
    const names = new Set(all.map((one) => one.cloudFormationType));
    expect([...STATEFUL_TYPES].filter((type) => !names.has(type))).toEqual([]);
  });
});

describe('a condition that turns false', () => {
  const when = { Condition: 'Wanted' };
  const conditions = (expression: unknown, more: object = {}) => ({
    Conditions: { Wanted: expression },
    ...more,
  });
  const equals = (one: unknown, other: unknown) => ({ 'Fn::Equals': [one, other] });
  const yes = equals('a', 'a');
  const no = equals('a', 'b');
  const parameter = (Default?: string) => ({
    Parameters: { P: { Type: 'String', ...(Default !== undefined && { Default }) } },
  });
  const mapped = (Wanted: string) => ({
    Mappings: { M: { 'eu-west-1': { Wanted } } },
    Conditions: {
      Wanted: equals({ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'Wanted'] }, 'yes'),
    },
  });

  test.each([
    ['by itself', conditions(yes), conditions(no)],
    ['by Fn::Not', conditions(yes), conditions({ 'Fn::Not': [yes] })],
    ['by Fn::And', conditions({ 'Fn::And': [yes, yes] }), conditions({ 'Fn::And': [yes, no] })],
    ['by Fn::Or', conditions({ 'Fn::Or': [no, yes] }), conditions({ 'Fn::Or': [no, no] })],
    [
      'by another condition',
      { Conditions: { Wanted: { Condition: 'Other' }, Other: yes } },
      { Conditions: { Wanted: { Condition: 'Other' }, Other: no } },
    ],
    [
      'by the default of a parameter',
      conditions(equals({ Ref: 'P' }, 'yes'), parameter('yes')),
      conditions(equals({ Ref: 'P' }, 'yes'), parameter('no')),
    ],
    ['by a mapping', mapped('yes'), mapped('no')],
    [
      'by the region',
      conditions(equals({ Ref: 'AWS::Region' }, 'eu-west-1')),
      conditions(equals({ Ref: 'AWS::Region' }, 'us-east-1')),
    ],
  ])('destroys what has it: %s', (_, before, after) => {
    const { change, removals } = oneChange(table('t', when), table('t', when), before, after);
    expect(change?.change).toBe('destroyed');
    expect(removals).toMatchObject([{ allowed: false }]);
  });

  test('lets go what has the policy Retain', () => {
    const kept = table('t', { ...when, DeletionPolicy: 'Retain' });
    expect(oneChange(kept, kept, conditions(yes), conditions(no)).change?.change).toBe('retained');
  });

  test('may destroy where only the deployment knows, which stops a release', () => {
    const known = (value: string) => conditions(equals({ Ref: 'P' }, value), parameter());
    const { change, removals } = oneChange(
      table('t', when),
      table('t', when),
      known('a'),
      known('b'),
    );
    expect(change?.change).toBe('maybe-destroyed');
    expect(removals).toMatchObject([{ allowed: false }]);
  });

  test('control: a condition that says the same, and one that turns true, destroy nothing', () => {
    const unknown = conditions(equals({ Ref: 'P' }, 'a'), parameter());
    expect(oneChange(table('t', when), table('t', when), unknown).change).toBeUndefined();
    const turns = oneChange(table('t', when), table('t', when), conditions(no), conditions(yes));
    expect(turns.change?.change).toBe('added');
    expect(turns.removals).toEqual([]);
  });

  test('control: nothing is destroyed where the condition goes', () => {
    const unknown = conditions(equals({ Ref: 'P' }, 'a'), parameter());
    const { change, removals } = oneChange(table('t', when), table('t'), unknown);
    expect(change).toBeUndefined();
    expect(removals).toEqual([]);
  });

  test('changes a property that hangs on it', () => {
    const topic = {
      Type: 'AWS::SNS::Topic',
      Properties: { DisplayName: { 'Fn::If': ['Wanted', 'a', 'b'] } },
    };
    expect(oneChange(topic, topic, conditions(yes), conditions(no)).change?.change).toBe('changed');
  });
});
