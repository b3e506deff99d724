import { if_, NoValue } from '../template/samples';
import {
  deny,
  document,
  HARMLESS,
  none,
  permissionsOf,
  ratingOf,
  resource,
  role,
  statement,
} from './samples';

const RoleRef = { Ref: 'Role' };
describe('a policy that is a resource of its own', () => {
  const forRole = (Type: string, Properties: object) => ({
    ...none,
    Policy: resource(Type, {
      PolicyName: 'p',
      PolicyDocument: document(statement()),
      ...Properties,
    }),
  });
  test.each([
    ['AWS::IAM::Policy', { Roles: [RoleRef] }],
    ['AWS::IAM::ManagedPolicy', { Roles: [RoleRef] }],
    ['AWS::IAM::RolePolicy', { RoleName: RoleRef }],
    ['AWS::IAM::UserPolicy', { UserName: 'somebody' }],
    ['AWS::IAM::GroupPolicy', { GroupName: 'some' }],
  ])('%s is rated, and says who it is for', (type, properties) => {
    const [change, ...others] = permissionsOf(none, forRole(type, properties));
    const holder = Object.values(properties).flat()[0] as unknown;
    expect(change).toMatchObject({
      rating: 'broader',
      what: `Allow ${HARMLESS}`,
      principal: `AWS:${typeof holder === 'string' ? holder : '${Role}'}`,
      type,
    });
    expect(others).toEqual([]);
    expect(ratingOf(forRole(type, properties), none)).toBe('not broader');
  });

  test('is the same as what the role said itself before', () => {
    const inline = { Role: role([statement()]) };
    const moved = forRole('AWS::IAM::Policy', { Roles: [RoleRef] });
    expect(ratingOf(inline, moved)).toBe('same');
    expect(ratingOf(moved, inline)).toBe('same');
  });

  test('is broader when it is for one more', () => {
    const two = { ...none, Other: role() };
    const policy = (...Roles: readonly object[]) => ({
      ...two,
      ...forRole('AWS::IAM::Policy', { Roles }),
    });
    expect(permissionsOf(policy(RoleRef), policy(RoleRef, { Ref: 'Other' }))).toMatchObject([
      { rating: 'broader', principal: 'AWS:${Other}' },
    ]);
  });

  const shared = document({ Effect: 'Allow', Principal: '*', Action: HARMLESS, Resource: '*' });
  const wider = document({ Effect: 'Allow', Principal: '*', Action: 'sts:*', Resource: '*' });
  const denial = document({ Effect: 'Deny', Principal: '*', Action: HARMLESS, Resource: '*' });
  test.each([
    ['AWS::S3::BucketPolicy', 'PolicyDocument', { Bucket: 'b' }],
    ['AWS::SQS::QueuePolicy', 'PolicyDocument', { Queues: ['q'] }],
    ['AWS::SNS::TopicPolicy', 'PolicyDocument', { Topics: ['t'] }],
    ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', { SecretId: 's' }],
    ['AWS::ECR::RegistryPolicy', 'PolicyText', {}],
    ['AWS::Events::EventBusPolicy', 'Statement', { EventBusName: 'bus', StatementId: 'one' }],
    ['AWS::Logs::ResourcePolicy', 'PolicyDocument', { PolicyName: 'p' }],
    ['AWS::Kinesis::ResourcePolicy', 'ResourcePolicy', { ResourceArn: 'a' }],
    ['AWS::Lambda::ResourcePolicy', 'PolicyDocument', { ResourceArn: 'a' }],
    ['AWS::VpcLattice::AuthPolicy', 'Policy', { ResourceIdentifier: 'a' }],
    ['AWS::S3Tables::TableBucketPolicy', 'ResourcePolicy', { TableBucketARN: 'a' }],
    ['AWS::ECR::Repository', 'RepositoryPolicyText', {}],
    ['AWS::Backup::BackupVault', 'AccessPolicy', { BackupVaultName: 'v' }],
    ['AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument', {}],
    ['AWS::DynamoDB::Table', 'StreamSpecification.ResourcePolicy.PolicyDocument', {}],
    ['AWS::DynamoDB::GlobalTable', 'Replicas.ResourcePolicy.PolicyDocument', {}],
    ['AWS::Logs::LogGroup', 'ResourcePolicyDocument', {}],
    ['AWS::Events::EventBus', 'Policy', { Name: 'bus' }],
    ['AWS::KMS::Key', 'KeyPolicy', {}],
    ['AWS::ApiGateway::RestApi', 'Policy', {}],
    ['AWS::ApiGateway::RestApi', 'Body.x-amazon-apigateway-policy', {}],
    ['AWS::EC2::VPCEndpoint', 'PolicyDocument', { VpcId: 'v' }],
    ['AWS::EFS::FileSystem', 'FileSystemPolicy', {}],
    ['AWS::OpenSearchService::Domain', 'AccessPolicies', {}],
  ])('%s, or what has it in %s, is rated by what its policy says', (type, path, properties) => {
    const having = (policy: object) => ({
      Policy: resource(type, { ...properties, ...at(path, policy) }),
    });
    const text = (policy: object) => having({ 'Fn::Sub': JSON.stringify(policy) });
    expect(ratingOf(having(shared), having(wider))).toBe('broader');
    expect(ratingOf(having(wider), having(shared))).toBe('not broader');
    expect(ratingOf(having(denial), having(shared))).toBe('broader');
    expect(ratingOf(having(shared), text(shared))).toBe('same');
    expect(ratingOf(text(shared), text(wider))).toBe('broader');
  });

  /** EventBusPolicy has a statement where others have a document. */
  function at(path: string, policy: object): object {
    const [name = '', ...rest] = path.split('.');
    const isStatement = name === 'Statement' && 'Statement' in policy;
    const inner =
      rest.length > 0
        ? at(rest.join('.'), policy)
        : isStatement
          ? (policy.Statement as object[])[0]
          : policy;
    return { [name]: name === 'Replicas' ? [inner] : inner };
  }

  test('of a key is broader when it names a role, though it let the account decide before', () => {
    const allow = (AWS: unknown) => ({
      Effect: 'Allow',
      Principal: { AWS },
      Action: 'kms:*',
      Resource: '*',
    });
    const account = allow('arn:aws:iam::333333333333:root');
    const key = (...statements: readonly object[]) => ({
      ...none,
      Key: resource('AWS::KMS::Key', { KeyPolicy: document(...statements) }),
    });
    const named = allow({ 'Fn::GetAtt': ['Role', 'Arn'] });
    expect(ratingOf(key(account), key(account, named))).toBe('broader');
    expect(ratingOf(key(account, named), key(account))).toBe('not broader');
  });

  test('is broader when it is put on something else, and says it of that alone', () => {
    const policy = (...Queues: readonly string[]) => ({
      Policy: resource('AWS::SQS::QueuePolicy', { Queues, PolicyDocument: shared }),
    });
    expect(permissionsOf(policy('one'), policy('one', 'two'))).toMatchObject([
      { rating: 'broader' },
    ]);
    expect(ratingOf(policy('one'), policy('two'))).toBe('broader');
    expect(ratingOf(policy('one', 'two'), policy('two'))).toBe('not broader');
  });

  test('that denies may go with what it is about, and not before', () => {
    const bucket = { Bucket: resource('AWS::S3::Bucket', {}) };
    const policy = {
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: denial,
      }),
    };
    expect(ratingOf({ ...bucket, ...policy }, bucket)).toBe('broader');
    expect(ratingOf({ ...bucket, ...policy }, {})).toBe('not broader');
    const kept = { Bucket: { ...bucket.Bucket, DeletionPolicy: 'Retain' } };
    expect(ratingOf({ ...kept, ...policy }, {})).toBe('broader');
  });

  test('in whose place AWS allows all is broader when it goes', () => {
    const endpoint = (policy: object) => ({
      E: resource('AWS::EC2::VPCEndpoint', { VpcId: 'v', ...policy }),
    });
    const bounded = endpoint({ PolicyDocument: shared });
    expect(permissionsOf(bounded, endpoint({}))[0]).toMatchObject({
      rating: 'broader',
      what: `PolicyDocument: Allow ${HARMLESS} → everything, without one`,
    });
    expect(ratingOf(endpoint({}), bounded)).toBe('not broader');
    expect(ratingOf({}, endpoint({}))).toBe('same');
  });
});

test('what stays in its stack and would stay in the account grants what it says now', () => {
  const kept = (...statements: readonly object[]) => ({
    Role: { ...role(statements), DeletionPolicy: 'Retain' },
  });
  expect(ratingOf(kept(statement()), kept())).toBe('not broader');
  expect(ratingOf(kept(deny()), kept())).toBe('broader');
});

test('what is let go and stays in the account grants what it did', () => {
  const kept = { Role: { ...role([statement(), deny()]), DeletionPolicy: 'Retain' } };
  expect(permissionsOf(kept, {})).toEqual([]);
  expect(ratingOf({ Role: role([statement(), deny()]) }, {})).toBe('not broader');
});

describe('a trust policy', () => {
  const trusts = (...Principal: readonly object[]) => ({
    Role: role([], {
      AssumeRolePolicyDocument: document(
        ...Principal.map((one) => ({ Effect: 'Allow', Principal: one, Action: 'sts:AssumeRole' })),
      ),
    }),
  });
  const lambda = { Service: 'lambda.amazonaws.com' };
  test.each([
    ['a service more', trusts(lambda), trusts(lambda, { Service: 'ec2.amazonaws.com' }), 'broader'],
    [
      'a service less',
      trusts(lambda, { Service: 'ec2.amazonaws.com' }),
      trusts(lambda),
      'not broader',
    ],
    [
      'another account',
      trusts({ AWS: '111111111111' }),
      trusts({ AWS: '222222222222' }),
      'broader',
    ],
    [
      'the same account in other words',
      trusts({ AWS: '111111111111' }),
      trusts({ AWS: 'arn:aws:iam::111111111111:root' }),
      'same',
    ],
    ['everybody', trusts(lambda), trusts({ AWS: '*' }), 'broader'],
  ])('that lets in %s is rated', (_, before, after, rating) => {
    expect(ratingOf(before, after)).toBe(rating);
  });
});

describe('a managed policy', () => {
  const with_ = (...ManagedPolicyArns: readonly unknown[]) => ({
    Role: role([], { ManagedPolicyArns }),
  });
  const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  test('of somebody else is broader when it comes, and not rated when it goes', () => {
    expect(permissionsOf(with_(), with_(aws))).toMatchObject([
      { rating: 'broader', what: `Managed policy ${aws}`, resource: '${Role}' },
    ]);
    expect(ratingOf(with_(aws), with_())).toBe('not rated');
  });

  test.each([
    ['Ref', { Ref: 'Policy' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Policy', 'PolicyArn'] }],
    ['Fn::Sub', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/${Policy}' }],
  ])('of the release, by %s, says once what its holder may do', (_, arn) => {
    const policy = {
      Policy: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: document(statement()) }),
    };
    const attached = { ...with_(arn), ...policy };
    expect(permissionsOf(none, attached)).toMatchObject([
      { rating: 'broader', what: `Allow ${HARMLESS}`, principal: 'AWS:${Role}' },
    ]);
    expect(permissionsOf(none, attached)).toHaveLength(1);
    expect(ratingOf({ Role: role([statement()]), ...policy }, attached)).toBe('same');
  });

  test('that nobody has yet is rated as well', () => {
    const policy = (one: object) => ({
      Policy: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: document(one) }),
    });
    expect(ratingOf(policy(statement()), policy(statement({ Action: 'sts:*' })))).toBe('broader');
  });

  test('that takes the place of another comes, and the other one goes', () => {
    expect(permissionsOf(with_('arn:a'), with_('arn:b'))).toMatchObject([
      { rating: 'broader', change: 'comes', what: 'Managed policy arn:b' },
      { rating: 'not rated', change: 'goes', what: 'Managed policy arn:a' },
    ]);
  });

  test('of the release is told for whom it names itself, and for who names it', () => {
    const policy = {
      Policy: resource('AWS::IAM::ManagedPolicy', {
        PolicyDocument: document(statement()),
        Roles: [{ Ref: 'Other' }],
      }),
    };
    const sides = [[], [{ Ref: 'Policy' }]].map((arns) => ({ ...with_(...arns), Other: role() }));
    const principals = permissionsOf(sides[0] ?? {}, { ...sides[1], ...policy }).map(
      ({ principal }) => principal,
    );
    expect(principals).toEqual(expect.arrayContaining(['AWS:${Role}', 'AWS:${Other}']));
  });

  test('that something else makes is only named, and what makes it is told on its own', () => {
    const custom = {
      Custom: resource('Custom::Policy', { ServiceToken: 't', Policy: document(statement()) }),
    };
    const [, ...words] = permissionsOf(none, { ...with_({ Ref: 'Custom' }), ...custom })
      .map(({ what }) => what)
      .sort();
    expect(words).toEqual(['Managed policy ${Custom}']);
    expect(permissionsOf({}, custom)).toMatchObject([{ what: `Allow ${HARMLESS}` }]);
  });

  test('has the conditions of who names it and its own', () => {
    const more = {
      Parameters: { Given: { Type: 'String' } },
      Conditions: Object.fromEntries(
        ['One', 'Two'].map((name) => [name, { 'Fn::Equals': [{ Ref: 'Given' }, name] }]),
      ),
    };
    const policy = (inner: unknown) => ({
      Policy: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: inner }),
    });
    const named = with_(if_('One', { Ref: 'Policy' }, NoValue));
    const said = { Statement: if_('Two', statement(), NoValue) };
    expect(permissionsOf(none, { ...named, ...policy(said) }, more)).toMatchObject([
      { condition: 'the template’s condition One and the template’s condition Two' },
    ]);
    expect(permissionsOf(none, { ...named, ...policy({ Ref: 'Given' }) }, more)).toMatchObject([
      { rating: 'not rated', what: 'PolicyDocument Given' },
    ]);
    expect(permissionsOf(none, { ...named, ...policy(document()) }, more)).toEqual([]);
  });

  test('of a user’s group comes with the group', () => {
    const user = (...Groups: readonly string[]) => ({
      User: resource('AWS::IAM::User', { Groups }),
    });
    expect(permissionsOf(user(), user('admins'))).toMatchObject([
      { rating: 'broader', what: 'Member of admins' },
    ]);
  });
});
