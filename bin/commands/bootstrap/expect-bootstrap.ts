import { type Account, accountsOf } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { type AccountTemplate, resourceTypes } from '../../../lib/security/account-policies';
import {
  BOOTSTRAP_RECORD,
  bootstrappedFor,
  type BootstrapRecord,
  outgrown,
} from '../../../lib/security/bootstrap-record';
import { CommandError } from '../terminal/command-error';

/** The command that bootstraps an account. */
export function bootstrapCommand({ name, account }: Pick<Account, 'name' | 'account'>): string {
  return `AWS_PROFILE=<a profile of ${account}> npx waypost bootstrap ${name}`;
}

/**
 * Checks that CloudFormation may deploy these templates in the bootstrapped accounts.
 * @throws CommandError BOOTSTRAP_OUTGROWN with the commands that solve it
 */
export function expectBootstrap(
  config: Config,
  templates: readonly AccountTemplate[],
  record: BootstrapRecord,
): void {
  const lines = accountsOf(config).flatMap((account) => {
    const needed = bootstrappedFor(config, account, resourceTypes(account, templates));
    const missing = outgrown(needed, record, account.name);
    if (missing.length === 0) return [];
    return [
      `  ${account.name} was not bootstrapped for ${missing.join(', ')}`,
      `    ${bootstrapCommand(account)}`,
    ];
  });
  if (lines.length === 0) return;
  throw new CommandError(
    'BOOTSTRAP_OUTGROWN',
    [
      'The templates need more than the accounts allow. Bootstrap again with these changes in place,',
      `then commit ${BOOTSTRAP_RECORD} with them:`,
      ...lines,
    ].join('\n'),
  );
}
