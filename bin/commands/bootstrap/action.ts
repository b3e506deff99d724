import type { Config } from '../../../lib/config/config';
import { resourceTypes } from '../../../lib/security/account-policies';
import { BOOTSTRAP_RECORD, bootstrappedFor } from '../../../lib/security/bootstrap-record';
import { boundaryName } from '../../../lib/security/permissions-boundary';
import { accountHolding } from '../terminal/account-named';
import { deployPolicies } from './account-policies';
import { expectAccount } from '../terminal/expect-account';
import { stagingBucketTaken } from './name-taken';
import type { BootstrapPorts } from './ports';

/**
 * Prepares one account for deployments, in each region that needs it: first the policies that limit them,
 * then CDK's own bootstrap. A second run updates both to what today's templates need.
 * @param name `tools`, or an environment's name; with `oneAccount`, each of them means the same
 */
export async function bootstrap(
  config: Config,
  name: string,
  ports: BootstrapPorts,
): Promise<void> {
  const account = accountHolding(name, config);
  await expectAccount(ports.aws, name, account);
  for (const region of account.regions) await expectFreeName(account.account, region, ports);
  if (config.oneAccount) {
    ports.print(
      'With oneAccount, this prepares the account for the pipeline and every environment.',
    );
  }
  const types = resourceTypes(account, await ports.synthesize(config));

  ports.print(
    `Limiting what deployments may do in ${name}, account ${account.account}: ` +
      `${types.length} types of resources, and roles within ${boundaryName(config.project, account)}`,
  );
  const policies = await deployPolicies(config, account, types, ports.cdk);

  const where = account.regions.map((region) => `aws://${account.account}/${region}`);
  ports.print(`Bootstrapping ${name}: ${where.join(', ')}`);
  if (account.trusted !== undefined) {
    ports.print(`Account ${account.trusted}, which holds the pipeline, may deploy there.`);
  }
  await ports.cdk([
    'bootstrap',
    ...where,
    '--cloudformation-execution-policies',
    policies.join(','),
    ...(account.trusted === undefined ? [] : ['--trust', account.trusted]),
    // Without an app: the CDK CLI would synthesize it first, for wildcards that we do not use.
    '--app',
    '',
    '--no-notices',
  ]);

  if (ports.record.keep(account.name, bootstrappedFor(config, account, types))) {
    ports.print(
      `Commit ${BOOTSTRAP_RECORD}: the checks read there what ${name} is bootstrapped for.`,
    );
  }
}

/** @throws CommandError BOOTSTRAP_NAME_TAKEN before anything is made */
async function expectFreeName(
  account: string,
  region: string,
  { aws, bucketOwner }: Pick<BootstrapPorts, 'aws' | 'bucketOwner'>,
): Promise<void> {
  if (await aws.isBootstrapped(region)) return;
  const owner = await bucketOwner(account, region);
  if (owner !== undefined) throw stagingBucketTaken(owner, account, region);
}
