import type { Template } from '../../../../release/review/template/template';
import { if_, manyConditions, NoValue } from '../template/samples';
import { compare, CONTACT } from './samples';

const ssh = (CidrIp: unknown) => ({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp });
const group = (rules: unknown, more: object = {}) => ({
  ...more,
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'g', SecurityGroupIngress: rules },
    },
  },
});
const networkOf = (before: object, after: object) =>
  compare({ [CONTACT]: [before, after] as unknown as [Template, Template] }).stacks[0]?.network;

const EVERYONE = {
  comes: true,
  direction: 'in',
  group: '${Group.GroupId}',
  protocol: 'TCP 22',
  peer: 'Everyone (IPv4)',
};

describe('a rule of a security group', () => {
  const given = { Parameters: { Given: { Type: 'String' } } };
  const open = {
    ...given,
    Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } },
  };
  const mapped = (net: string) => ({ Mappings: { M: { 'eu-west-1': { Net: net } } } });
  const row = { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'Net'] };

  test('that comes is told, with direction and other side', () => {
    expect(networkOf(group([]), group([ssh('0.0.0.0/0')]))).toEqual([EVERYONE]);
  });

  test.each([
    ['a mapping', group([ssh(row)], mapped('10.0.0.0/8')), group([ssh(row)], mapped('0.0.0.0/0'))],
    [
      'a condition that turns',
      group([ssh(if_('C', '0.0.0.0/0', '10.0.0.0/8'))], {
        Conditions: { C: { 'Fn::Equals': ['a', 'b'] } },
      }),
      group([ssh(if_('C', '0.0.0.0/0', '10.0.0.0/8'))], {
        Conditions: { C: { 'Fn::Equals': ['a', 'a'] } },
      }),
    ],
  ])('that %s opens is told, though its text stays', (_, before, after) => {
    expect(networkOf(before, after)).toEqual([
      EVERYONE,
      expect.objectContaining({ comes: false, peer: '10.0.0.0/8' }),
    ]);
  });

  test.each([
    ['as a whole', [if_('Open', ssh('0.0.0.0/0'), NoValue)]],
    ['with all rules', if_('Open', [ssh('0.0.0.0/0')], [])],
    ['for its other side', [ssh(if_('Open', '0.0.0.0/0', '10.0.0.0/8'))]],
  ])('that may come by a condition, %s, is told', (_, rules) => {
    expect(networkOf(group([], open), group(rules, open))).toContainEqual(EVERYONE);
    expect(networkOf(group(rules, open), group(rules, open))).toEqual([]);
  });

  test('that is a resource of its own is told in each case', () => {
    const own = (CidrIp: unknown) => ({
      ...open,
      Resources: {
        Rule: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: { ...ssh(CidrIp), GroupId: { Ref: 'Given' } },
        },
      },
    });
    const either = own(if_('Open', '0.0.0.0/0', '10.0.0.0/8'));
    expect(networkOf({ ...open, Resources: {} }, either)).toEqual([
      { ...EVERYONE, group: 'Given' },
      { ...EVERYONE, group: 'Given', peer: '10.0.0.0/8' },
    ]);
    expect(networkOf(either, either)).toEqual([]);
  });

  test('that leads out is told as such', () => {
    const out = (...rules: unknown[]) => ({
      Resources: {
        Group: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: { GroupDescription: 'g', SecurityGroupEgress: rules },
        },
      },
    });
    expect(networkOf(out(), out(ssh('10.0.0.0/8')))).toEqual([
      { ...EVERYONE, direction: 'out', peer: '10.0.0.0/8' },
    ]);
    expect(networkOf(out(ssh('10.0.0.0/8')), out())).toEqual([
      { ...EVERYONE, comes: false, direction: 'out', peer: '10.0.0.0/8' },
    ]);
  });

  test('is told beside a policy whose document nobody knows', () => {
    const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b' } };
    const { Resources } = group([ssh('0.0.0.0/0')]);
    expect(networkOf({ Resources: {} }, { Resources: { ...Resources, Policy } })).toEqual([
      EVERYONE,
    ]);
  });

  test('is told beside rules with more conditions than are told apart', () => {
    const parts = { ...given, Conditions: manyConditions() };
    const many = Object.keys(parts.Conditions).map((name) =>
      ssh(if_(name, '10.0.0.0/8', '10.0.0.0/9')),
    );
    const rules = [...many, ssh('0.0.0.0/0')];
    expect(networkOf(group(many, parts), group(rules, parts))).toEqual([EVERYONE]);
  });

  test('is the same however it is written', () => {
    const joined = group([ssh({ 'Fn::Join': ['/', ['0.0.0.0', '0']] })]);
    expect(networkOf(group([ssh('0.0.0.0/0')]), joined)).toEqual([]);
  });
});
