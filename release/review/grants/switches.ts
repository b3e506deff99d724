import type { OtherGrant, Rating } from './grant';

/** A property whose value opens something to anybody, or closes it. */
interface Switch {
  readonly name: RegExp;
  readonly open: RegExp;
  readonly closed: RegExp;
  /** When what closes it goes: what then counts. */
  readonly without: Rating;
}

const SWITCHES: readonly Switch[] = [
  {
    // Functions' URLs, routes and methods of APIs: without one, nobody has to say who he is.
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

/** Under which role something acts: what roles may do is told of the roles, who takes which is told here. */
const ROLE = /Role(?:Arn)?$|InstanceProfile(?:Arn|Name)?$|^DeliverLogsPermissionArn$/i;
const AS_ROLE = {
  comes: 'not broader',
  joins: 'not rated',
  follows: 'not rated',
  goes: 'not broader',
} as const;

/** A password opens the account to who has it, and another one to somebody else perhaps. */
const PASSWORD = /^LoginProfile$/;
const AS_PASSWORD = { comes: 'broader', follows: 'not rated', goes: 'not broader' } as const;

/** `undefined` for what is no switch, or stands in neither position. */
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
