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
const ROLES = [
  'Role',
  'TaskRoleArn',
  'rolearn',
  'InstanceProfile',
  'IamInstanceProfileArn',
  'IamInstanceProfileName',
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

  const NAMES = [
    ...ACCESS.map((name) => [name, 'NONE'] as const),
    ['DisableExecuteApiEndpoint', 'true'],
    ['AccessControl', 'Private'],
    ['LoginProfile', 'a'],
    ['DeliverLogsPermissionArn', 'a'],
  ] as const;
  const VALUES = [
    ['AuthorizationType', 'NONE'],
    ['AuthorizationType', 'AWS_IAM'],
    ['BlockPublicPolicy', 'false'],
    ['BlockPublicPolicy', 'true'],
    ['PubliclyAccessible', 'true'],
    ['PubliclyAccessible', 'false'],
    ['AccessControl', 'Private'],
  ] as const;

  // Names and values are whole: with more before or after, they are others.
  test.each([
    ...NAMES.flatMap(([name, value]) => [
      [`Odd${name}`, value],
      [`${name}Odd`, value],
    ]),
    ...VALUES.flatMap(([name, value]) => [
      [name, `Odd${value}`],
      [name, `${value}Odd`],
    ]),
    ...ROLES.map((name) => [`${name}Odd`, 'a']),
    ['RoleName', 'a'],
    ['AuthorizationType', 'JWT'],
    ['AccessControl', 'LogDeliveryWrite'],
    ['AccessControl', 'OddPublicRead'],
    ['AccessControl', 'BucketOwner'],
    ['AccessControl', 'BucketOwner-'],
  ])('is none: %s that is %s', (name, value) => {
    expect(switchRatings(name, value)).toBeUndefined();
  });
});

test.each([...ROLES, 'DeliverLogsPermissionArn'])(
  '%s gives a role to what has none, which is not rated',
  (name) => {
    expect(switchRatings(name, 'a')).toEqual({
      comes: 'not broader',
      joins: 'not rated',
      follows: 'not rated',
      goes: 'not broader',
    });
  },
);

test('a password opens, and another one is not rated', () => {
  expect(switchRatings('LoginProfile', { Password: 'a' })).toEqual({
    comes: 'broader',
    follows: 'not rated',
    goes: 'not broader',
  });
});
