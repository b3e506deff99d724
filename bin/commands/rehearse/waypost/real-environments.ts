import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../../../lambdas/shared/assume-role';
import { environmentNames } from '../../../../lib/naming';
import type { Config } from '../../../../lib/config/config';
import type { EnvironmentName } from '../../../../lib/types/branded';
import type { RehearsedApp } from '../../../../rehearsal/app';
import { stackReader } from '../../../../release/review/read-stacks';
import { askAws, callerAccount } from '../../terminal/aws-account';
import type { ClientSettings } from '../../terminal/client-settings';
import { CommandError } from '../../terminal/command-error';

/**
 * Opens environments for reading the states and templates of their stacks, as the release reader may do, and
 * no more. Credentials of the tools account use that role, if it admits them. It does not admit credentials
 * of the environment's own account: they make the same calls themselves.
 */
export function realEnvironments(
  { project, tools }: Pick<Config, 'project' | 'tools'>,
  settings: ClientSettings = {},
): NonNullable<RehearsedApp['openEnvironment']> {
  return async ({ name, account, region }) => {
    const caller = await callerAccount({ region, ...settings });
    const own = caller === account ? settings : await throughRole();
    const reader = stackReader((region) => new CloudFormationClient({ ...own, region }));
    return { read: (stack) => askAws(() => reader.read(stack)) };

    async function throughRole(): Promise<ClientSettings> {
      if (caller !== tools.account) {
        throw new CommandError(
          'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
          `--from ${name}: the AWS credentials belong to account ${caller}, but ${name} is account ${account}. ` +
            `Use credentials of ${account}, such as AWS_PROFILE=${name} npm start -- --from ${name}.`,
        );
      }
      const role = `arn:aws:iam::${account}:role/${environmentNames(project, name as EnvironmentName).releaseReaderRole}`;
      const sts = new STSClient({ region, ...settings });
      return { ...settings, credentials: await askAws(() => assumeRole(sts, role, 'rehearsal')) };
    }
  };
}
