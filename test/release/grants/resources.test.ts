import {
  deny,
  document,
  HARMLESS,
  permissionsOf,
  ratingOf,
  type Resources,
  resource,
  role,
  statement,
} from './samples';

const RoleRef = { Ref: 'Role' };
const none: Resources = { Role: role() };

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

  test('of a user’s group comes with the group', () => {
    const user = (...Groups: readonly string[]) => ({
      User: resource('AWS::IAM::User', { Groups }),
    });
    expect(permissionsOf(user(), user('admins'))).toMatchObject([
      { rating: 'broader', what: 'Member of admins' },
    ]);
  });
});

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
  const nothing = { Ref: 'AWS::NoValue' };
  const endpoint = (PolicyDocument?: unknown) => ({
    E: resource('AWS::EC2::VPCEndpoint', {
      VpcId: 'v',
      ...(PolicyDocument !== undefined && { PolicyDocument }),
    }),
  });
  const some = document({ ...statement(), Principal: '*' });

  test('that a condition may take away is broader', () => {
    const perhaps = endpoint({ 'Fn::If': ['Bounded', some, nothing] });
    expect(ratingOf(endpoint(some), perhaps, more)).toBe('broader');
    // Each of both cases allows it, and neither does alone.
    expect(ratingOf(perhaps, endpoint(some), more)).toBe('not rated');
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
    const perhaps = route({ 'Fn::If': ['Bounded', 'AWS_IAM', nothing] });
    expect(ratingOf(route('AWS_IAM'), perhaps, more)).toBe('broader');
  });
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

describe('a grant that is no statement', () => {
  const permission = (Properties: object = {}) => ({
    P: resource('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: 'one',
      Principal: 'sns.amazonaws.com',
      SourceArn: 'arn:aws:sns:eu-west-1:333333333333:a',
      ...Properties,
    }),
  });
  const layer = (Properties: object = {}) => ({
    P: resource('AWS::Lambda::LayerVersionPermission', {
      Action: 'lambda:GetLayerVersion',
      LayerVersionArn: 'arn:aws:lambda:eu-west-1:333333333333:layer:l:1',
      Principal: '*',
      OrganizationId: 'o-1',
      ...Properties,
    }),
  });
  const bus = (Properties: object = {}) => ({
    P: resource('AWS::Events::EventBusPolicy', {
      StatementId: 's',
      Action: 'events:PutEvents',
      Principal: '*',
      Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-1' },
      ...Properties,
    }),
  });
  test.each([
    ['a function’s permission', permission],
    ['a layer’s permission', layer],
    ['an event bus’s permission', bus],
  ])('%s is rated when it comes and when it goes', (_, one) => {
    expect(ratingOf({}, one())).toBe('broader');
    expect(ratingOf(one(), {})).toBe('not broader');
    expect(ratingOf(one(), one({ StatementId: 't' }))).toBe(
      one === permission || one === layer ? 'not broader' : 'same',
    );
  });

  test('a function’s permission says who may call what, and when', () => {
    expect(permissionsOf({}, permission())).toMatchObject([
      {
        what: 'Allow lambda:InvokeFunction',
        resource: 'one',
        principal: 'Service:sns.amazonaws.com',
        condition: '{"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:333333333333:a"}}',
      },
    ]);
  });

  test.each([
    ['another function', permission(), permission({ FunctionName: 'two' }), 'broader'],
    ['any source', permission(), permission({ SourceArn: undefined }), 'broader'],
    [
      'a wider source',
      permission(),
      permission({ SourceArn: 'arn:aws:sns:eu-west-1:333333333333:*' }),
      'broader',
    ],
    [
      'a narrower source',
      permission({ SourceArn: 'arn:aws:sns:eu-west-1:333333333333:*' }),
      permission(),
      'not broader',
    ],
    ['any organization', layer(), layer({ OrganizationId: undefined }), 'broader'],
    ['everybody on the bus', bus(), bus({ Condition: undefined }), 'broader'],
    [
      'one account on the bus',
      bus({ Condition: undefined }),
      bus({ Condition: undefined, Principal: '111111111111' }),
      'not broader',
    ],
  ])('that lets in %s is rated', (_, before, after, rating) => {
    expect(ratingOf(before, after)).toBe(rating);
  });

  test.each([
    ['a function’s permission', permission, 'SourceArn'],
    ['a layer’s permission', layer, 'OrganizationId'],
    ['an event bus’s permission', bus, 'Condition'],
  ])('%s whose limit a condition of the template may take away is broader', (_, one, name) => {
    const more = {
      Parameters: { Given: { Type: 'String' } },
      Conditions: { Limited: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] } },
    };
    const limit = (one().P.Properties as Record<string, unknown>)[name];
    const maybe = { [name]: { 'Fn::If': ['Limited', limit, { Ref: 'AWS::NoValue' }] } };
    expect(ratingOf(one(), one(maybe), more)).toBe('broader');
    expect(ratingOf(one(maybe), one(maybe), more)).toBe('same');
  });

  test('a statement of an identity policy’s service is read with what it is for', () => {
    const policy = (Arn: string) => ({
      P: resource('AWS::EntityResolution::PolicyStatement', {
        Arn,
        StatementId: 's',
        Effect: 'Allow',
        Principal: ['111111111111'],
        Action: ['entityresolution:GetMatchId'],
      }),
    });
    expect(ratingOf(policy('arn:a'), policy('arn:a'))).toBe('same');
    expect(ratingOf(policy('arn:a'), policy('arn:b'))).toBe('broader');
  });

  test('a list of actions and principals is read as a statement', () => {
    const dashboard = (...Actions: readonly string[]) => ({
      D: resource('AWS::QuickSight::Dashboard', { Permissions: [{ Principal: 'p', Actions }] }),
    });
    expect(ratingOf(dashboard('quicksight:A'), dashboard('quicksight:A', 'quicksight:B'))).toBe(
      'broader',
    );
    expect(ratingOf(dashboard('quicksight:A', 'quicksight:B'), dashboard('quicksight:A'))).toBe(
      'not broader',
    );
  });

  const switched = (type: string, name: string, value: unknown) => ({
    R: resource(type, value === undefined ? {} : { [name]: value }),
  });
  test.each([
    ['a function’s URL', 'AWS::Lambda::Url', 'AuthType', 'AWS_IAM', 'NONE'],
    ['a method', 'AWS::ApiGateway::Method', 'AuthorizationType', 'AWS_IAM', 'NONE'],
    ['a route', 'AWS::ApiGatewayV2::Route', 'AuthorizationType', 'AWS_IAM', undefined],
    ['a database', 'AWS::RDS::DBInstance', 'PubliclyAccessible', false, true],
    [
      'an identity pool',
      'AWS::Cognito::IdentityPool',
      'AllowUnauthenticatedIdentities',
      false,
      true,
    ],
    ['a bucket', 'AWS::S3::Bucket', 'AccessControl', 'Private', 'PublicRead'],
    [
      'a bucket that blocks',
      'AWS::S3::Bucket',
      'PublicAccessBlockConfiguration',
      { BlockPublicPolicy: true },
      { BlockPublicPolicy: false },
    ],
  ])('%s that is opened to anybody is broader', (_, type, name, closed, open) => {
    const [shut, opened] = [switched(type, name, closed), switched(type, name, open)];
    expect(ratingOf(shut, opened)).toBe('broader');
    expect(ratingOf(opened, shut)).toBe('not broader');
    expect(ratingOf({}, shut)).toBe('same');
  });

  test('a bucket that blocks the public no longer is broader, and one that is new is not', () => {
    const blocks = switched('AWS::S3::Bucket', 'PublicAccessBlockConfiguration', {
      BlockPublicAcls: true,
    });
    expect(ratingOf(blocks, switched('AWS::S3::Bucket', 'x', undefined))).toBe('broader');
    expect(ratingOf(blocks, {})).toBe('same');
  });

  test('a secret whose policy may be for everybody is broader', () => {
    const secret = (more: object) => ({
      R: resource('AWS::SecretsManager::ResourcePolicy', {
        SecretId: 's',
        ResourcePolicy: document(),
        ...more,
      }),
    });
    expect(ratingOf(secret({ BlockPublicPolicy: true }), secret({}))).toBe('broader');
  });

  test.each([
    ['another way to say who one is', 'AuthorizationType', 'JWT', 'CUSTOM'],
    ['who signs where tokens did', 'AuthorizationType', 'JWT', 'AWS_IAM'],
    ['another one who decides', 'AuthorizerId', 'one', 'two'],
    ['fewer scopes that a token must have', 'AuthorizationScopes', ['read', 'write'], ['read']],
    ['what only a deployment knows', 'AuthorizationType', 'AWS_IAM', { Ref: 'Given' }],
  ])('%s is not rated', (_, name, before, after) => {
    const more = { Parameters: { Given: { Type: 'String' } } };
    const sides = [before, after].map((value) => switched('AWS::ApiGatewayV2::Route', name, value));
    expect(ratingOf(sides[0] ?? {}, sides[1] ?? {}, more)).toBe('not rated');
  });

  test('what decides who may call an API is not rated, whether it comes, changes or goes', () => {
    const decides = (Audience: string) => ({
      R: resource('AWS::ApiGatewayV2::Authorizer', { JwtConfiguration: { Audience: [Audience] } }),
    });
    expect(ratingOf({}, decides('one'))).toBe('not rated');
    expect(ratingOf(decides('one'), decides('two'))).toBe('not rated');
    expect(ratingOf(decides('one'), {})).toBe('not rated');
  });

  test('something that acts under another role is not rated, and a new one with a role is not told', () => {
    const acts = (Role: unknown) => ({ R: resource('AWS::Lambda::Function', { Role }) });
    expect(permissionsOf(acts('one'), acts('two'))).toMatchObject([
      { rating: 'not rated', what: 'Role one → two', resource: '${R}' },
    ]);
    expect(ratingOf({}, acts('one'))).toBe('same');
    const logs = resource('AWS::EC2::FlowLog', { DeliverLogsPermissionArn: 'one' });
    expect(ratingOf({}, { R: logs })).toBe('same');
  });

  test.each([
    ['AWS::ECS::TaskDefinition', 'TaskRoleArn', 'one'],
    ['AWS::EC2::Instance', 'IamInstanceProfile', 'one'],
    ['AWS::EC2::LaunchTemplate', 'IamInstanceProfile', { Name: 'one' }],
  ])('a %s that was there without a role is not rated when it gets one', (type, name, value) => {
    const without = { R: resource(type, { Odd: 'x' }) };
    const acts = { R: resource(type, { Odd: 'x', [name]: value }) };
    expect(ratingOf(without, acts)).toBe('not rated');
    expect(ratingOf(acts, without)).toBe('not broader');
    expect(ratingOf({}, acts)).toBe('same');
  });

  test('a statement of a web ACL is none of a policy', () => {
    const acl = (CountryCodes: readonly string[]) => ({
      R: resource('AWS::WAFv2::WebACL', {
        Rules: [{ Name: 'r', Statement: { GeoMatchStatement: { CountryCodes } } }],
      }),
    });
    expect(ratingOf(acl(['DE']), acl(['FR']))).toBe('same');
  });

  test.each([
    ['AWS::RAM::ResourceShare', { Name: 'n', Principals: ['111111111111'] }],
    ['AWS::SSO::Assignment', { TargetId: '111111111111', PrincipalId: 'p' }],
    ['AWS::EC2::VPCEndpointServicePermissions', { ServiceId: 's', AllowedPrincipals: ['*'] }],
    ['AWS::LakeFormation::Permissions', { Permissions: ['SELECT'] }],
    ['AWS::S3::AccessGrant', { Permission: 'READ' }],
    ['AWS::EKS::AccessEntry', { ClusterName: 'c', PrincipalArn: 'p' }],
    ['Custom::AWSCDKOpenIdConnectProvider', { Url: 'https://token.example.com' }],
  ])('%s is broader when it comes, not rated when it changes', (type, properties) => {
    const one = { R: resource(type, properties) };
    const changed = { R: resource(type, { ...properties, Odd: 'x' }) };
    expect(ratingOf({}, one)).toBe('broader');
    expect(ratingOf(one, changed)).toBe('not rated');
    expect(ratingOf(one, {})).toBe('not broader');
    expect(ratingOf(one, one)).toBe('same');
  });
});

describe('a custom resource', () => {
  const call = (action: string, parameters: object) =>
    JSON.stringify({ service: 'SES', action, parameters });
  const policy = (one: object, Identity = 'example.com') => {
    const parameters = { Identity, PolicyName: 'p', Policy: JSON.stringify(document(one)) };
    return {
      C: resource('Custom::SesIdentityPolicy', {
        ServiceToken: 't',
        Create: call('putIdentityPolicy', parameters),
        Update: call('putIdentityPolicy', parameters),
        Delete: call('deleteIdentityPolicy', { Identity, PolicyName: 'p' }),
      }),
    };
  };
  const said = (change: object) => ({ ...statement(change), Principal: '*' });

  test('is rated by the policy in it, once', () => {
    expect(permissionsOf(policy(said({})), policy(said({ Action: 'sts:*' })))).toMatchObject([
      { rating: 'broader', what: `Allow ${HARMLESS} → sts:*` },
    ]);
    expect(ratingOf(policy(said({ Action: 'sts:*' })), policy(said({})))).toBe('not broader');
    expect(
      ratingOf(
        policy(said({ Effect: 'Deny' })),
        policy(said({ Effect: 'Deny', Resource: 'arn:a' })),
      ),
    ).toBe('broader');
  });

  test('is broader when its policy is put on something else', () => {
    expect(ratingOf(policy(said({})), policy(said({}), 'example.org'))).toBe('broader');
  });

  test('that denied something is broader when it goes and what it denied stays', () => {
    const shared = { ...policy(said({ Effect: 'Deny' })) };
    expect(ratingOf({ ...none, ...shared }, none)).toBe('broader');
  });

  test('is not rated where it grants by a call that has no policy', () => {
    const other = { C: resource('Custom::AWS', { Create: call('addPermission', { Label: 'x' }) }) };
    expect(ratingOf({}, other)).toBe('not rated');
    const harmless = { C: resource('Custom::AWS', { Create: call('listIdentityPolicies', {}) }) };
    expect(ratingOf({}, harmless)).toBe('same');
  });
});

describe('what no template shows', () => {
  test.each([
    ['a stack of its own', 'AWS::CloudFormation::Stack', { TemplateURL: 'u' }],
    ['a set of stacks', 'AWS::CloudFormation::StackSet', { TemplateURL: 'u' }],
    ['a module', 'My::Own::Thing::MODULE', { A: 'b' }],
    ['a resource that a macro makes', 'AWS::Serverless::Function', { Handler: 'h' }],
  ])('%s is not rated when it comes, changes or goes', (_, type, properties) => {
    const one = { R: resource(type, properties) };
    expect(ratingOf({}, one)).toBe('not rated');
    expect(ratingOf(one, { R: resource(type, { ...properties, B: 'c' }) })).toBe('not rated');
    expect(ratingOf(one, {})).toBe('not rated');
    expect(ratingOf(one, one)).toBe('same');
  });

  test('what Fn::ForEach makes is not rated, whatever policy stands in it', () => {
    const each = (statements: readonly object[]) =>
      ({
        'Fn::ForEach::Roles': ['Name', ['a', 'b'], { 'Role${Name}': role(statements) }],
      }) as never;
    const more = { Transform: 'AWS::LanguageExtensions' };
    expect(ratingOf({}, each([]), more)).toBe('not rated');
    expect(ratingOf(each([statement()]), each([]), more)).toBe('not rated');
    expect(ratingOf(each([]), {}, more)).toBe('not rated');
    expect(ratingOf(each([]), each([]), more)).toBe('same');
  });

  test('a macro of the template leaves what changes not rated', () => {
    const [one, other] = ['a', 'b'].map((DisplayName) => ({
      T: resource('AWS::SNS::Topic', { DisplayName }),
    }));
    const more = { Transform: 'Some::Macro' };
    expect(ratingOf(one ?? {}, other ?? {})).toBe('same');
    expect(ratingOf(one ?? {}, other ?? {}, more)).toBe('not rated');
    expect(ratingOf(one ?? {}, one ?? {}, more)).toBe('same');
  });
});
