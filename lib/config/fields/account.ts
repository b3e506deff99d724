import type { z } from 'zod';
import type { AccountId } from '../../types/branded';
import { field, type InputOf, type OutputOf, record, Refusal, text } from './field';
import { region } from './region';

const account = field<string, AccountId>('an AWS account id: 12 digits in a string', (value) => {
  if (typeof value === 'number') {
    return new Refusal('put it in quotes, with leading zeros');
  }
  return typeof value === 'string' && /^\d{12}$/.test(value)
    ? (value as AccountId)
    : new Refusal('copy the id from the account menu of the AWS console, without hyphens');
});

/** IAM's rule for a policy's name, which does not include a path. */
const policyName = text<string>('the name of a managed policy in this account', (value) =>
  /^[\w+=,.@-]{1,128}$/.test(value)
    ? value
    : new Refusal('write only its name, without "arn:aws:iam::...:policy/" and without a path'),
);

/** Keys of `tools` and of each environment. */
export const accountFields = {
  /** Account id: 12 digits, as a string, because it may begin with 0. */
  account,
  /** A region of the commercial AWS partition, such as `eu-west-1`. */
  region,
  /**
   * Name of a managed policy of yours in this account. It becomes the permissions boundary of every
   * role that is created there, instead of Waypost's own boundary. It must allow what
   * docs/security.md lists. Bootstrap the account after a change.
   */
  permissionsBoundary: policyName.optional(),
} as const;

const schema = record(accountFields);

export type AccountInput = InputOf<typeof schema>;
export type AccountConfig = OutputOf<typeof schema>;
export const tools: z.ZodType<AccountConfig, AccountInput> = schema;
