import {
  isGrantingProperty,
  isGrantingType,
  isNoGrant,
  NO_GRANT_PROPERTIES,
  NO_GRANT_TYPES,
} from '../../../../release/review/grants/granting-names';

// Of each name, one end counts, or both as in a whole name: with more there, it is another name.
describe('a type', () => {
  const ENDS = [
    'AWS::AutoScaling::ScalingPolicy',
    'AWS::Batch::SchedulingPolicy',
    'AWS::DLM::LifecyclePolicy',
    'AWS::NetworkFirewall::FirewallPolicy',
  ];
  const WHOLE = [
    'AWS::ResilienceHubV2::Policy',
    'AWS::CloudFront::CachePolicy',
    'AWS::FMS::Policy',
    'AWS::Bedrock::AutomatedReasoningPolicy',
    'AWS::SecurityHub::ConfigurationPolicy',
    'AWS::Logs::AccountPolicy',
  ];

  test.each([
    'AWS::Odd::QueuePolicy',
    'AWS::Odd::Permission',
    'AWS::Odd::Permissions',
    'AWS::Odd::AccessGrant',
    'AWS::IAM::InstanceProfile',
    'AWS::IAM::AccessKey',
    'AWS::S3::BlockPublicAccess',
    'Custom::OpenIdConnectProvider',
    ...ENDS.map((name) => `${name}Permission`),
    ...WHOLE.flatMap((name) => [`Odd${name}`, `${name}Permission`]),
  ])('%s grants something', (type) => {
    expect([isGrantingType(type), isNoGrant(type)]).toEqual([true, false]);
  });

  test.each(['AWS::SNS::Topic', 'AWS::Odd::PolicyStore', 'AWS::Odd::PermissionSet'])(
    '%s has no name of a grant',
    (type) => {
      expect([isGrantingType(type), isNoGrant(type)]).toEqual([false, false]);
    },
  );

  test.each([...ENDS, ...WHOLE])('%s grants nothing in spite of its name', (type) => {
    expect([isGrantingType(type), isNoGrant(type)]).toEqual([false, true]);
  });
});

describe('a property', () => {
  const BEGINNINGS = [
    'IsPublic',
    'PubliclyAccessible',
    'GranteeType',
    'SharingType',
    'Fn::ForEach::Roles',
  ];
  const ENDS = [
    'AuthType',
    'AuthTypes',
    'AuthorizationType',
    'AuthenticationTypes',
    'BlockPublicAccess',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
    'Role',
    'RoleArn',
    'InstanceProfile',
    'IamInstanceProfileArn',
    'IamInstanceProfileName',
  ];
  const WHOLE = [
    'AuthorizationScopes',
    'AuthorizerId',
    'AccessControl',
    'AccessRules',
    'AllowedAccountIds',
    'TrustedSigners',
    'DisableExecuteApiEndpoint',
    'LoginProfile',
    'Fn::Transform',
  ];

  test.each([
    'KeyPolicy',
    'AccessPolicies',
    'permission',
    'PrincipalId',
    'PermissionsBoundary',
    'AssumeRolePolicyDocument',
    'AllowUnauthenticatedIdentities',
    'AnonymousAuthEnabled',
    'CrossAccountRole',
    ...BEGINNINGS,
    ...ENDS,
    ...WHOLE,
  ])('%s grants something', (name) => {
    expect(isGrantingProperty(name)).toBe(true);
  });

  test.each([
    'DisplayName',
    'RoleName',
    ...BEGINNINGS.map((name) => `Odd${name}`),
    ...ENDS.map((name) => `${name}Odd`),
    ...WHOLE.flatMap((name) => [`Odd${name}`, `${name}Odd`]),
  ])('%s has no name of a grant', (name) => {
    expect(isGrantingProperty(name)).toBe(false);
  });
});

describe('a property that grants nothing in spite of its name', () => {
  const BEGINNINGS = ['PublicKeyPolicy'];
  const ENDS = [
    'PolicyName',
    'PolicyNames',
    'PermissionType',
    'PermissionsId',
    'ScalingPolicies',
    'ManagedScalingPolicy',
    'ScalingPolicyConfiguration',
    'ScalingPolicyUpdateBehavior',
    'LifecyclePolicy',
    'EcrLifecyclePolicies',
    'LifecyclePolicyText',
    'PolicyMisConfigurationCheck',
    'PolicyPermissiveCheck',
  ];
  const WHOLE = [
    'PolicyQualifier',
    'PolicyQualifiers',
    'PolicyQualifierId',
    'ScaleInPolicy',
    'SchedulingPolicyArn',
    'UpdatePolicy',
    'RecrawlPolicy',
    'RetryPolicy',
    'ArchivePolicy',
    'SecurityPolicy',
    'ContentPolicyConfig',
    'PolicyDefinition',
    'MetricPolicy',
    'MetricPolicyRules',
    'FieldIndexPolicies',
    'DataProtectionPolicy',
    'LowerBoundary',
    'AppBoundaryKey',
    'PasswordPolicy',
    'SignInPolicy',
    'BypassPolicyLockoutSafetyCheck',
  ];

  test.each([...BEGINNINGS, ...ENDS, ...WHOLE])('is %s', (name) => {
    expect(isGrantingProperty(name)).toBe(false);
  });

  test.each([
    ...BEGINNINGS.map((name) => `Odd${name}`),
    ...ENDS.map((name) => `${name}Odd`),
    ...WHOLE.flatMap((name) => [`Odd${name}`, `${name}Odd`]),
  ])('is not %s', (name) => {
    expect(isGrantingProperty(name)).toBe(true);
  });
});

test('each that is no grant in spite of its name has a reason', () => {
  expect([...NO_GRANT_PROPERTIES, ...NO_GRANT_TYPES].filter(({ reason }) => reason === '')).toEqual(
    [],
  );
});
