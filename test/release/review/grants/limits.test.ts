import { if_, NoValue } from '../template/samples';
import {
  deny,
  document,
  none,
  permissionsOf,
  ratingOf,
  resource,
  role,
  statement,
} from './samples';

describe('a permissions boundary', () => {
  const bounded = (PermissionsBoundary?: unknown) => ({
    Role: role([], PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
  });
  const [one, other] = ['arn:aws:iam::333333333333:policy/a', 'arn:aws:iam::333333333333:policy/b'];
  const set = (PermissionsBoundary?: object) => ({
    Set: resource('AWS::SSO::PermissionSet', {
      Name: 's',
      ...(PermissionsBoundary && { PermissionsBoundary }),
    }),
  });
  const policy = (id: string, ...statements: readonly object[]) => ({
    [id]: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: document(...statements) }),
  });
  const both = {
    ...policy('Narrow', statement()),
    ...policy('Wide', statement({ Action: 'sts:*' })),
  };
  const by = (id: string) => ({ ...both, ...bounded({ Ref: id }) });

  test.each([
    ['that goes', bounded(one), bounded(), 'broader'],
    ['that comes', bounded(), bounded(one), 'not broader'],
    ['that stays', bounded(one), bounded(one), 'same'],
    [
      'in whose place comes another that nobody can read',
      bounded(one),
      bounded(other),
      'not rated',
    ],
    ['in whose place comes a wider one', by('Narrow'), by('Wide'), 'broader'],
    ['in whose place comes a narrower one', by('Wide'), by('Narrow'), 'not broader'],
    [
      'in whose place comes one that can be read',
      { ...both, ...bounded(one) },
      by('Narrow'),
      'not rated',
    ],
    [
      'that is wider itself',
      { ...policy('B', statement()), ...bounded({ Ref: 'B' }) },
      { ...policy('B', statement({ Action: 'sts:*' })), ...bounded({ Ref: 'B' }) },
      'broader',
    ],
    [
      'that denies less',
      { ...policy('B', statement(), deny()), ...bounded({ Ref: 'B' }) },
      { ...policy('B', statement()), ...bounded({ Ref: 'B' }) },
      'broader',
    ],
    ['of a permission set, that goes', set({ ManagedPolicyArn: one }), set(), 'broader'],
    [
      'of a role that is new',
      {},
      {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { PermissionsBoundary: one, AssumeRolePolicyDocument: document() },
        },
      },
      'same',
    ],
    ['of a role that goes', bounded(one), {}, 'not broader'],
  ])('%s is rated', (_, before, after, rating) => {
    expect(ratingOf(before, after)).toBe(rating);
  });
});

describe('a limit', () => {
  const more = {
    Parameters: { Given: { Type: 'String' } },
    Conditions: { Bounded: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } },
  };
  const endpoint = (PolicyDocument?: unknown) => ({
    E: resource('AWS::EC2::VPCEndpoint', {
      VpcId: 'v',
      ...(PolicyDocument !== undefined && { PolicyDocument }),
    }),
  });
  const some = document({ ...statement(), Principal: '*' });

  test('that a condition may take away is broader', () => {
    const perhaps = endpoint(if_('Bounded', some, NoValue));
    expect(ratingOf(endpoint(some), perhaps, more)).toBe('broader');
    // Each of both cases allows it, though neither does alone.
    expect(ratingOf(perhaps, endpoint(some), more)).toBe('not broader');
    expect(ratingOf(perhaps, perhaps, more)).toBe('same');
  });

  test('that allowed nothing is broader when it allows something', () => {
    expect(ratingOf(endpoint(document()), endpoint(some))).toBe('broader');
    expect(ratingOf(endpoint(document()), endpoint())).toBe('broader');
    expect(ratingOf({}, endpoint(some))).toBe('same');
  });

  test('that AWS puts in place of nothing is open in the same way', () => {
    const route = (AuthorizationType: unknown) => ({
      R: resource('AWS::ApiGatewayV2::Route', { AuthorizationType }),
    });
    const perhaps = route(if_('Bounded', 'AWS_IAM', NoValue));
    expect(ratingOf(route('AWS_IAM'), perhaps, more)).toBe('broader');
  });
});

test.each([
  ['AWS::IAM::Role', 'PermissionsBoundary', 'arn:a'],
  ['AWS::IAM::User', 'PermissionsBoundary', 'arn:a'],
  ['AWS::SSO::PermissionSet', 'PermissionsBoundary', { ManagedPolicyArn: 'arn:a' }],
  ['AWS::EMR::StudioSessionMapping', 'SessionPolicyArn', 'arn:a'],
  ...[
    ['AWS::EC2::VPCEndpoint', 'PolicyDocument'],
    ['AWS::EKS::PodIdentityAssociation', 'Policy'],
    ['AWS::RolesAnywhere::Profile', 'SessionPolicy'],
    ['AWS::Transfer::User', 'Policy'],
    ['AWS::ApiGateway::RestApi', 'Policy'],
    ['AWS::EFS::FileSystem', 'FileSystemPolicy'],
    ['AWS::KMS::Key', 'KeyPolicy'],
    ['AWS::KMS::ReplicaKey', 'KeyPolicy'],
  ].map(([type, name]) => [type, name, document(statement())]),
] as [string, string, unknown][])('%s without its %s is open', (type, name, value) => {
  const [limited, open] = [{ [name]: value }, {}].map((properties) => ({
    R: resource(type, properties),
  }));
  expect(ratingOf(limited ?? {}, open ?? {})).toBe('broader');
  expect(permissionsOf(open ?? {}, limited ?? {})).not.toContainEqual(
    expect.objectContaining({ rating: 'broader' }),
  );
});

test('a permissions boundary that goes is told with what it was', () => {
  const PermissionsBoundary = 'arn:aws:iam::333333333333:policy/a';
  expect(permissionsOf({ Role: role([], { PermissionsBoundary }) }, none)).toMatchObject([
    {
      rating: 'broader',
      what: `PermissionsBoundary: Allow what ${PermissionsBoundary} says → everything, without one`,
      principal: 'AWS:${Role}',
    },
  ]);
});
