import { switchRatings } from '../../../../release/review/grants/switches';

const OPENS = { comes: 'broader', follows: 'broader', goes: 'not broader' };
const closes = (goes: string) => ({ comes: 'not broader', follows: 'not rated', goes });

const ACCESS = ['AuthType', 'AuthorizationType', 'AuthenticationType'];
const BLOCKS = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
  'DisableExecuteApiEndpoint',
];

describe('a switch', () => {
  test.each<[string, unknown, object]>([
    ...ACCESS.flatMap((name): [string, unknown, object][] => [
      [name, 'NONE', OPENS],
      [name, 'AWS_IAM', closes('broader')],
      [name, 'IAM', closes('broader')],
    ]),
    ...BLOCKS.flatMap((name): [string, unknown, object][] => [
      [name, false, OPENS],
      [name, 'true', closes('broader')],
    ]),
    ['PubliclyAccessible', true, OPENS],
    ['PubliclyAccessible', 'false', closes('not rated')],
    ['AnonymousAuthEnabled', 'TRUE', OPENS],
    ['AllowUnauthenticatedIdentities', false, closes('not rated')],
    ['AccessControl', 'PublicReadWrite', OPENS],
    ['AccessControl', 'AuthenticatedRead', OPENS],
    ['AccessControl', 'Private', closes('not broader')],
    ['AccessControl', 'BucketOwnerFullControl', closes('not broader')],
  ])('%s that is %s is rated', (name, value, ratings) => {
    expect(switchRatings(name, value)).toEqual(ratings);
  });

  test.each([
    ['AuthorizationType', 'JWT'],
    ['AuthorizationType', 'NONE_ODD'],
    ['AuthorizationType', 'ODD_NONE'],
    ['AuthorizationType', 'AWS_IAM_ODD'],
    ['AuthorizationType', 'ODD_AWS_IAM'],
    ['OddAuthType', 'NONE'],
    ['AuthTypeOdd', 'NONE'],
    ['OddBlockPublicAcls', 'nottrue'],
    ['BlockPublicPolicy', 'not false'],
    ['BlockPublicPolicy', 'false, odd'],
    ['BlockPublicPolicy', 'not true'],
    ['BlockPublicPolicy', 'true, odd'],
    ['PubliclyAccessible', 'not true'],
    ['PubliclyAccessible', 'true, odd'],
    ['PubliclyAccessible', 'not false'],
    ['PubliclyAccessible', 'false, odd'],
    ['AccessControl', 'LogDeliveryWrite'],
    ['AccessControl', 'OddPublicRead'],
    ['AccessControl', 'OddPrivate'],
    ['AccessControl', 'PrivateOdd'],
    ['AccessControl', 'BucketOwner'],
    ['AccessControl', 'BucketOwner-'],
    ['AccessControlList', 'Private'],
    ['OddAccessControl', 'Private'],
    ['DisableExecuteApiEndpointOdd', 'true'],
    ['OddDisableExecuteApiEndpoint', 'true'],
    ['LoginProfiles', 'a'],
    ['UserLoginProfile', 'a'],
    ['RoleName', 'a'],
    ['InstanceProfiles', 'a'],
    ['DeliverLogsPermissionArns', 'a'],
    ['OddDeliverLogsPermissionArn', 'a'],
  ])('is none: %s that is %s', (name, value) => {
    expect(switchRatings(name, value)).toBeUndefined();
  });
});

test.each([
  'Role',
  'TaskRoleArn',
  'rolearn',
  'InstanceProfile',
  'IamInstanceProfileArn',
  'IamInstanceProfileName',
  'DeliverLogsPermissionArn',
])('%s gives a role to what has none, which is not rated', (name) => {
  expect(switchRatings(name, 'a')).toEqual({
    comes: 'not broader',
    joins: 'not rated',
    follows: 'not rated',
    goes: 'not broader',
  });
});

test('a password opens, and another one is not rated', () => {
  expect(switchRatings('LoginProfile', { Password: 'a' })).toEqual({
    comes: 'broader',
    follows: 'not rated',
    goes: 'not broader',
  });
});
