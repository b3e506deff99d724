import { if_, NoValue } from '../template/samples';
import { document, permissionsOf, ratingOf, resource } from './samples';

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
    const maybe = { [name]: if_('Limited', limit, NoValue) };
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
    expect(permissionsOf(blocks, switched('AWS::S3::Bucket', 'x', undefined))).toMatchObject([
      { rating: 'broader', what: 'PublicAccessBlockConfiguration.BlockPublicAcls true' },
    ]);
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

  test('a password of a user opens the account, and is not shown', () => {
    const user = (LoginProfile?: object) => ({
      U: resource('AWS::IAM::User', { UserName: 'u', ...(LoginProfile && { LoginProfile }) }),
    });
    const [one, other] = ['hunter1', 'hunter2'].map((Password) => user({ Password }));
    expect(permissionsOf(user(), one ?? {})).toMatchObject([
      { rating: 'broader', what: 'LoginProfile', resource: '${U}' },
    ]);
    expect(ratingOf({}, one ?? {})).toBe('broader');
    expect(permissionsOf(one ?? {}, other ?? {})).toMatchObject([
      { rating: 'not rated', what: 'LoginProfile' },
    ]);
    expect(ratingOf(one ?? {}, user())).toBe('not broader');
    expect(ratingOf(one ?? {}, one ?? {})).toBe('same');
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
