import { isMadeElsewhere, opaqueRatings } from '../../../../release/review/grants/opaque-types';
import { NOT_RATED } from '../../../../release/review/grants/grant';
import { grantingProperties, isCustom, targets } from '../../../../release/review/grants/places';
import { holdersOf, placeOf, scopesOf } from '../../../../release/review/grants/scopes';
import type { ReadResource } from '../../../../release/review/template/read-release';
import { referenceTo, weakly } from '../../../../release/review/template/marks';

const read = (type: string, properties: Record<string, unknown> = {}): ReadResource => ({
  stackName: 'stack',
  logicalId: 'It',
  type,
  properties,
  attributes: {},
});

describe('what is made elsewhere', () => {
  const BEGINNINGS = ['Fn::Transform', 'Fn::ForEach::Roles', 'AWS::Serverless::Function'];
  const END = 'My::Own::Thing::MODULE';
  const WHOLE = [
    'AWS::CloudFormation::Stack',
    'AWS::CloudFormation::StackSet',
    'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
  ];

  test.each([...BEGINNINGS, END, ...WHOLE])('is what %s stands for, which is not rated', (type) => {
    expect(isMadeElsewhere(type, {})).toBe(true);
    expect(opaqueRatings(type, {})).toEqual(NOT_RATED);
  });

  // Of each name, one end counts, or both as in a whole name: with more there, it is another name.
  test.each([
    'AWS::SNS::Topic',
    ...BEGINNINGS.map((name) => `Odd${name}`),
    `${END}Odd`,
    ...WHOLE.flatMap((name) => [`Odd${name}`, `${name}Odd`]),
  ])('is not what %s stands for', (type) => {
    expect(isMadeElsewhere(type, {})).toBe(false);
    expect(opaqueRatings(type, {})).toBeUndefined();
  });

  test('is the rest of properties with a macro', () => {
    expect(isMadeElsewhere('AWS::SNS::Topic', { 'Fn::Transform': {} })).toBe(true);
  });
});

test('a grant that cannot be read opens when it comes, unless it may deny', () => {
  expect(opaqueRatings('AWS::RAM::ResourceShare', {})).toEqual({
    comes: 'broader',
    follows: 'not rated',
    goes: 'not broader',
  });
  for (const type of ['AWS::Odd::Policy', 'AWS::Odd::BlockPublicAccess', 'AWS::Odd::Authorizer'])
    expect(opaqueRatings(type, {})).toEqual(NOT_RATED);
});

describe('the holders of a policy', () => {
  test.each([
    ['AWS::IAM::Policy', { Roles: ['a'], Users: ['b'], Groups: 'c' }, ['a', 'b', 'c']],
    ['AWS::IAM::ManagedPolicy', { Users: ['b'], Groups: ['c', weakly('d')] }, ['b', 'c', 'd']],
    ['AWS::IAM::RolePolicy', { RoleName: 'a', Users: ['b'] }, ['a']],
    ['AWS::SNS::TopicPolicy', { Roles: ['a'] }, []],
  ])('%s with %j are %j', (type, properties, holders) => {
    expect(holdersOf(read(type, properties))).toEqual(holders);
  });
});

describe('the scope of a grant', () => {
  const scopes = (resource: ReadResource, path: readonly string[], beside?: string) =>
    scopesOf(resource, 'eu-west-1', {
      kind: 'nothing',
      path,
      when: [],
      ...(beside !== undefined && { beside }),
    });
  const self = referenceTo('stack', 'It');

  test('is each holder of a policy, or the policy itself if nobody has it', () => {
    expect(scopes(read('AWS::IAM::Policy', { Roles: ['a', 'b'] }), ['PolicyDocument'])).toEqual([
      { scope: 'by a', holder: 'a' },
      { scope: 'by b', holder: 'b' },
    ]);
    expect(scopes(read('AWS::IAM::ManagedPolicy'), ['PolicyDocument'])).toEqual([
      { scope: `by ${self}`, holder: self },
    ]);
  });

  test.each(['Role', 'User', 'Group'])('is the %s that has the policy in itself', (kind) => {
    expect(scopes(read(`AWS::IAM::${kind}`), ['Policies', 'PolicyDocument'])).toEqual([
      { scope: `by ${self}`, holder: self },
    ]);
    expect(scopes(read(`AWS::IAM::${kind}`), ['Other'])).toEqual([
      { scope: `${self} Other`, holder: self },
    ]);
  });

  test.each(['AWS::IAM::RoleAlias', 'Odd::AWS::IAM::Role'])('is none of %s', (type) => {
    expect(scopes(read(type), ['Policies'])).toEqual([{ scope: `${self} Policies`, holder: self }]);
  });

  test('is the target of a policy, in its region', () => {
    const policy = read('AWS::SQS::QueuePolicy', { Queues: ['a', 'b'], PolicyDocument: {} });
    expect(scopes(policy, ['PolicyDocument']).map(({ scope }) => scope)).toEqual([
      'AWS::SQS::QueuePolicy in eu-west-1 Queues a',
      'AWS::SQS::QueuePolicy in eu-west-1 Queues b',
    ]);
    expect(scopes(policy, ['Deep', 'Policy'])).toEqual([
      { scope: `${self} Deep Policy`, holder: self },
    ]);
  });

  test('is the region where the statement names what it is about', () => {
    expect(scopes(read('AWS::Lambda::Permission', { FunctionName: 'f' }), [])).toEqual([
      { scope: 'AWS::Lambda::Permission in eu-west-1', holder: self },
    ]);
  });

  test('is the call of a custom resource, however it is made', () => {
    const custom = read('Custom::Odd');
    const place = 'Custom::Odd It of stack in eu-west-1';
    expect(placeOf(custom, 'eu-west-1')).toBe(place);
    expect(scopes(custom, ['Create', 'Policy'], `Identity ${weakly('a')}`)).toEqual([
      { scope: `${place} Policy Identity a`, holder: self },
    ]);
    expect(scopes(custom, ['Update', 'Policy'])).toEqual(scopes(custom, ['Create', 'Policy']));
    expect(scopes(custom, ['Create'])).toEqual([{ scope: `${place} `, holder: self }]);
  });
});

describe('the targets of a policy', () => {
  test('are what its other properties name, in each combination', () => {
    expect(targets({ A: ['a', 'b'], B: ['c', weakly('d')], Document: 'x' }, 'Document')).toEqual([
      ' A a B c',
      ' A a B d',
      ' A b B c',
      ' A b B d',
    ]);
    expect(targets({}, 'Document')).toEqual(['']);
  });

  const BEGINNINGS = ['BypassPolicyLockoutSafetyCheck', 'BlockPublicPolicy'];
  const WHOLE = [
    'Name',
    'PolicyName',
    'StatementId',
    'Description',
    'PolicyDescription',
    'PolicyRevision',
    'Tags',
    'RevisionId',
    'Type',
  ];

  test.each([...BEGINNINGS, ...WHOLE])('are not told by %s', (name) => {
    expect(targets({ [name]: 'a' }, 'Document')).toEqual(['']);
  });

  test.each([
    'BucketName',
    ...BEGINNINGS.map((name) => `Odd${name}`),
    ...WHOLE.flatMap((name) => [`Odd${name}`, `${name}Odd`]),
  ])('are told by %s', (name) => {
    expect(targets({ [name]: 'a' }, 'Document')).toEqual([` ${name} a`]);
  });
});

test('a custom resource has a type of its own, or CloudFormation’s', () => {
  expect(['Custom::Odd', 'AWS::CloudFormation::CustomResource'].every(isCustom)).toBe(true);
  expect(['AWS::Custom::Odd', 'AWS::CloudFormation::Stack'].some(isCustom)).toBe(false);
});

test('the properties that may grant have AWS’s defaults, and not what a custom resource calls at its end', () => {
  expect(grantingProperties('Custom::Odd', { Create: 'a', Delete: 'b' })).toEqual({ Create: 'a' });
  expect(grantingProperties('AWS::SNS::Topic', { Delete: 'b' })).toEqual({ Delete: 'b' });
  expect(grantingProperties('AWS::ApiGatewayV2::Route', { A: 'b' })).toEqual({
    A: 'b',
    AuthorizationType: 'NONE',
  });
});
