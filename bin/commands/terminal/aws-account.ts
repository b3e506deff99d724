import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { describeStack } from '../../../lambdas/shared/describe-stack';
import { CommandError } from './command-error';
import type { ClientSettings } from './client-settings';

/** The account of the current credentials. */
export interface AwsAccount {
  /**
   * Account id of the credentials.
   * @throws CommandError AWS_CREDENTIALS_MISSING or AWS_REFUSED
   */
  accountId(region: string): Promise<string>;
  /**
   * Whether `cdk bootstrap` has finished in this region.
   * @throws CommandError AWS_REFUSED
   */
  isBootstrapped(region: string): Promise<boolean>;
}

/** Name that `cdk bootstrap` gives its stack. */
export const TOOLKIT_STACK = 'CDKToolkit';

/** Without settings, credentials, endpoint and profile come from the usual places of AWS tools. */
export function awsAccount(settings: ClientSettings = {}): AwsAccount {
  return {
    accountId: (region) => callerAccount({ region, ...settings }),

    async isBootstrapped(region) {
      const client = new CloudFormationClient({ region, ...settings });
      const stack = await askAws(() => describeStack(client, TOOLKIT_STACK));
      return /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$/.test(stack?.StackStatus ?? '');
    },
  };
}

/**
 * Account of the credentials.
 * @throws CommandError AWS_CREDENTIALS_MISSING or AWS_REFUSED
 */
export async function callerAccount(settings: STSClientConfig): Promise<string> {
  const { Account } = await askAws(() =>
    new STSClient(settings).send(new GetCallerIdentityCommand({})),
  );
  if (Account !== undefined) return Account;
  throw new CommandError('AWS_REFUSED', 'AWS STS did not say whose credentials these are.');
}

/** Expired or wrong credentials, or a region that is disabled: AWS gives the same names to both. */
const UNKNOWN_CREDENTIALS =
  /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|AuthFailure|ExpiredToken\w*|OptInRequired)$/;

/** Turns the faults of an AWS call into CommandErrors that say what to do. */
export async function askAws<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if (cause.name === 'CredentialsProviderError') {
      throw new CommandError(
        'AWS_CREDENTIALS_MISSING',
        `No AWS credentials found: ${cause.message}. Sign in (\`aws sso login\`), and name the profile in AWS_PROFILE.`,
        { cause },
      );
    }
    if (/^(AccessDenied|AuthorizationError|UnauthorizedOperation)/.test(cause.name)) {
      throw new CommandError(
        'AWS_ACCESS_DENIED',
        `AWS refused: ${cause.message}. Use credentials that have this permission.`,
        { cause },
      );
    }
    if (UNKNOWN_CREDENTIALS.test(cause.name)) {
      throw new CommandError(
        'AWS_REFUSED',
        `AWS does not know these credentials: ${cause.name}: ${cause.message}. Sign in again (\`aws sso login\`). ` +
          'If they work elsewhere, the region is disabled in this account, as newer regions are at first: ' +
          'enable it (AWS console > your account > AWS Regions), and wait some minutes.',
        { cause },
      );
    }
    throw new CommandError(
      'AWS_REFUSED',
      `AWS did not answer: ${cause.name}: ${cause.message}. Check that the credentials are valid and AWS can be reached.`,
      { cause },
    );
  }
}
