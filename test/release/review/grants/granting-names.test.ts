import {
  isGrantingProperty,
  isGrantingType,
  isNoGrant,
  NO_GRANT_PROPERTIES,
  NO_GRANT_TYPES,
} from '../../../../release/review/grants/granting-names';

describe('a type', () => {
  test.each([
    'AWS::Odd::QueuePolicy',
    'AWS::Odd::Permission',
    'AWS::Odd::Permissions',
    'AWS::Odd::AccessGrant',
    'AWS::IAM::InstanceProfile',
    'AWS::IAM::AccessKey',
    'AWS::S3::BlockPublicAccess',
    'Custom::OpenIdConnectProvider',
    // These begin like one that grants nothing.
    'AWS::Odd::ScalingPolicyPermission',
    'AWS::Odd::LifecyclePolicyPermission',
    'OddAWS::ResilienceHubV2::Policy',
    'AWS::ResilienceHubV2::PolicyPermission',
    'OddAWS::CloudFront::CachePolicy',
    'AWS::CloudFront::CachePolicyPermission',
    'AWS::Odd::FirewallPolicyPermission',
    'OddAWS::FMS::Policy',
    'AWS::FMS::PolicyPermission',
    'OddAWS::Bedrock::AutomatedReasoningPolicy',
    'AWS::Bedrock::AutomatedReasoningPolicyPermission',
    'OddAWS::SecurityHub::ConfigurationPolicy',
    'AWS::SecurityHub::ConfigurationPolicyPermission',
    'OddAWS::Logs::AccountPolicy',
    'AWS::Logs::AccountPolicyPermission',
  ])('%s grants something', (type) => {
    expect([isGrantingType(type), isNoGrant(type)]).toEqual([true, false]);
  });

  test.each(['AWS::SNS::Topic', 'AWS::Odd::PolicyStore', 'AWS::Odd::PermissionSet'])(
    '%s has no name of a grant',
    (type) => {
      expect([isGrantingType(type), isNoGrant(type)]).toEqual([false, false]);
    },
  );

  test.each([
    'AWS::AutoScaling::ScalingPolicy',
    'AWS::Batch::SchedulingPolicy',
    'AWS::DLM::LifecyclePolicy',
    'AWS::ResilienceHubV2::Policy',
    'AWS::CloudFront::CachePolicy',
    'AWS::NetworkFirewall::FirewallPolicy',
    'AWS::FMS::Policy',
    'AWS::Bedrock::AutomatedReasoningPolicy',
    'AWS::SecurityHub::ConfigurationPolicy',
    'AWS::Logs::AccountPolicy',
  ])('%s grants nothing in spite of its name', (type) => {
    expect([isGrantingType(type), isNoGrant(type)]).toEqual([false, true]);
  });
});

describe('a property', () => {
  test.each([
    'KeyPolicy',
    'AccessPolicies',
    'permission',
    'PrincipalId',
    'PermissionsBoundary',
    'AssumeRolePolicyDocument',
    'AuthType',
    'AuthTypes',
    'AuthorizationType',
    'AuthenticationTypes',
    'AuthorizationScopes',
    'AuthorizerId',
    'IsPublic',
    'PubliclyAccessible',
    'BlockPublicAccess',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
    'AllowUnauthenticatedIdentities',
    'AnonymousAuthEnabled',
    'GranteeType',
    'AccessControl',
    'AccessRules',
    'AllowedAccountIds',
    'CrossAccountRole',
    'SharingType',
    'TrustedSigners',
    'DisableExecuteApiEndpoint',
    'LoginProfile',
    'Fn::Transform',
    'Fn::ForEach::Roles',
    'Role',
    'RoleArn',
    'InstanceProfile',
    'IamInstanceProfileArn',
    'IamInstanceProfileName',
  ])('%s grants something', (name) => {
    expect(isGrantingProperty(name)).toBe(true);
  });

  test.each([
    'DisplayName',
    'AuthTypeOdd',
    'OddAuthorizationScopes',
    'AuthorizationScopesOdd',
    'OddAuthorizerId',
    'AuthorizerIdOdd',
    'OddIsPublic',
    'OddPublic',
    'BlockPublicAccessOdd',
    'IgnorePublicAclsOdd',
    'OddGrantee',
    'OddAccessControl',
    'AccessControlOdd',
    'OddAccessRules',
    'AccessRulesOdd',
    'OddAllowedAccountIds',
    'AllowedAccountIdsOdd',
    'OddSharing',
    'OddTrustedSigners',
    'TrustedSignersOdd',
    'OddDisableExecuteApiEndpoint',
    'DisableExecuteApiEndpointOdd',
    'OddLoginProfile',
    'LoginProfileOdd',
    'OddFn::Transform',
    'Fn::TransformOdd',
    'OddFn::ForEach::Roles',
    'RoleName',
    'RoleArnOdd',
    'InstanceProfileOdd',
  ])('%s has no name of a grant', (name) => {
    expect(isGrantingProperty(name)).toBe(false);
  });

  test.each([
    'PolicyName',
    'PolicyNames',
    'PermissionType',
    'PermissionsId',
    'PolicyQualifier',
    'PolicyQualifiers',
    'PolicyQualifierId',
    'ScalingPolicies',
    'ManagedScalingPolicy',
    'ScalingPolicyConfiguration',
    'ScalingPolicyUpdateBehavior',
    'ScaleInPolicy',
    'SchedulingPolicyArn',
    'UpdatePolicy',
    'RecrawlPolicy',
    'RetryPolicy',
    'LifecyclePolicy',
    'EcrLifecyclePolicies',
    'LifecyclePolicyText',
    'ArchivePolicy',
    'SecurityPolicy',
    'ContentPolicyConfig',
    'PolicyDefinition',
    'MetricPolicy',
    'MetricPolicyRules',
    'FieldIndexPolicies',
    'DataProtectionPolicy',
    'PublicKeyPolicy',
    'LowerBoundary',
    'AppBoundaryKey',
    'PasswordPolicy',
    'SignInPolicy',
    'BypassPolicyLockoutSafetyCheck',
    'PolicyMisConfigurationCheck',
    'PolicyPermissiveCheck',
  ])('%s grants nothing in spite of its name', (name) => {
    expect(isGrantingProperty(name)).toBe(false);
  });

  test.each([
    'PolicyNameOdd',
    'OddPolicyQualifier',
    'PolicyQualifierOdd',
    'ScalingPolicyOdd',
    'ScalingPolicyConfigurationOdd',
    'ScalingPolicyUpdateBehaviorOdd',
    'OddScaleInPolicy',
    'ScaleInPolicyOdd',
    'OddSchedulingPolicyArn',
    'SchedulingPolicyArnOdd',
    'OddUpdatePolicy',
    'UpdatePolicyOdd',
    'OddRecrawlPolicy',
    'RecrawlPolicyOdd',
    'OddRetryPolicy',
    'RetryPolicyOdd',
    'LifecyclePolicyOdd',
    'OddArchivePolicy',
    'ArchivePolicyOdd',
    'OddSecurityPolicy',
    'SecurityPolicyOdd',
    'OddContentPolicyConfig',
    'ContentPolicyConfigOdd',
    'OddPolicyDefinition',
    'PolicyDefinitionOdd',
    'OddMetricPolicy',
    'MetricPolicyOdd',
    'OddFieldIndexPolicies',
    'FieldIndexPoliciesOdd',
    'OddDataProtectionPolicy',
    'DataProtectionPolicyOdd',
    'PermissionPublicKey',
    'OddLowerBoundary',
    'LowerBoundaryOdd',
    'OddAppBoundaryKey',
    'AppBoundaryKeyOdd',
    'OddPasswordPolicy',
    'PasswordPolicyOdd',
    'OddSignInPolicy',
    'SignInPolicyOdd',
    'OddBypassPolicyCheck',
    'BypassPolicyCheckOdd',
    'PolicyMisConfigurationCheckOdd',
    'PolicyPermissiveCheckOdd',
  ])('%s grants something, though another name in it does not', (name) => {
    expect(isGrantingProperty(name)).toBe(true);
  });
});

test('each that is no grant in spite of its name has a reason', () => {
  expect([...NO_GRANT_PROPERTIES, ...NO_GRANT_TYPES].filter(({ reason }) => reason === '')).toEqual(
    [],
  );
});
