import type { OtherGrant, Rating } from './grant';

/** A property whose value opens something to everybody, or closes it. */
interface Switch {
  readonly name: RegExp;
  readonly open: RegExp;
  readonly closed: RegExp;
  /** The value that counts when the property is removed. */
  readonly without: Rating;
}

const SWITCHES: readonly Switch[] = [
  {
    // URLs of functions, routes and methods of APIs: without one, callers need not identify themselves.
    name: /^(?:AuthType|AuthorizationType|AuthenticationType)$/,
    open: /^NONE$/i,
    closed: /^(?:AWS_)?IAM$/i,
    without: 'broader',
  },
  {
    name: /^(?:BlockPublicAcls|BlockPublicPolicy|IgnorePublicAcls|RestrictPublicBuckets|DisableExecuteApiEndpoint)$/,
    open: /^false$/i,
    closed: /^true$/i,
    without: 'broader',
  },
  {
    name: /public|anonymous|unauthenticated/i,
    open: /^true$/i,
    closed: /^false$/i,
    without: 'not rated',
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
    name: /^AccessControl$/,
    open: /^(?:Public|Authenticated)/i,
    closed: /^(?:Private|BucketOwner\w+)$/i,
    without: 'not broader',
  },
];

/** The role under which something acts. The grants of a role are shown with the role; this shows who uses it. */
const ROLE = /Role(?:Arn)?$|InstanceProfile(?:Arn|Name)?$|^DeliverLogsPermissionArn$/i;
const AS_ROLE = {
  comes: 'not broader',
  joins: 'not rated',
  follows: 'not rated',
  goes: 'not broader',
} as const;

/** A password opens the account to people who know it. Another password may open it to other people. */
const PASSWORD = /^LoginProfile$/;
const AS_PASSWORD = { comes: 'broader', follows: 'not rated', goes: 'not broader' } as const;

/** `undefined` if it is no switch, or has an unknown value. */
export function switchRatings(name: string, value: unknown): OtherGrant['ratings'] | undefined {
  const found = SWITCHES.find((one) => one.name.test(name));
  if (found?.open.test(String(value))) {
    return { comes: 'broader', follows: 'broader', goes: 'not broader' };
  }
  if (found?.closed.test(String(value))) {
    return { comes: 'not broader', follows: 'not rated', goes: found.without };
  }
  if (PASSWORD.test(name)) return AS_PASSWORD;
  return ROLE.test(name) ? AS_ROLE : undefined;
}
