import type { AccountAndRegion } from '../../../lib/config/config';
import type { AwsAccount } from './aws-account';
import { CommandError } from './command-error';

/**
 * Checks, before anything changes, that the credentials are for the right account.
 * @throws CommandError AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT
 */
export async function expectAccount(
  aws: Pick<AwsAccount, 'accountId'>,
  name: string,
  { account, region }: AccountAndRegion,
): Promise<void> {
  const actual = await aws.accountId(region);
  if (actual === account) return;
  throw new CommandError(
    'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    `The AWS credentials belong to account ${actual}, but ${name} is account ${account}. ` +
      `Use credentials of ${account}, or correct waypost.config.ts.`,
  );
}
