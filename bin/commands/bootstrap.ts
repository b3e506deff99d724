import type { Config } from '../../lib/config/config';
import { environmentRegions, toolsRegions } from '../../lib/config/regions';
import { type Account, deployPolicies } from './account-policies';
import { CommandError } from './command-error';
import { expectAccount } from './expect-account';
import type { Ports } from './ports';

/**
 * What CloudFormation may do in a bootstrapped account. It makes roles and keys for stacks that
 * nobody knows beforehand, so anything less would fail at some later stack.
 */
const EXECUTION_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Target {
  readonly account: Account;
  readonly regions: readonly string[];
  /** Account whose pipeline deploys here. */
  readonly trusted?: string;
}

/**
 * Prepares one account for deployments, in each region that needs it.
 * @param name `tools`, or an environment's name
 */
export async function bootstrap(config: Config, name: string, ports: Ports): Promise<void> {
  const { account, regions, trusted } = findTarget(config, name);
  await expectAccount(ports.aws, name, account);

  ports.print(`Bounding what deployments may do in ${name}, account ${account.account}`);
  await deployPolicies(config, account, ports.cdk);

  const where = regions.map((region) => `aws://${account.account}/${region}`);
  ports.print(`Bootstrapping ${name}: ${where.join(', ')}`);
  ports.print(`CloudFormation gets ${EXECUTION_POLICY} in account ${account.account}.`);
  if (trusted !== undefined) {
    ports.print(`Account ${trusted}, which holds the pipeline, may deploy there.`);
  }
  await ports.cdk([
    'bootstrap',
    ...where,
    '--cloudformation-execution-policies',
    EXECUTION_POLICY,
    ...(trusted === undefined ? [] : ['--trust', trusted]),
    // Without an app: the CDK CLI would synthesize it first, for wildcards that we do not use.
    '--app',
    '',
    '--no-notices',
  ]);
}

function findTarget(config: Config, name: string): Target {
  const { tools, environments } = config;
  if (name === 'tools') return { account: { ...tools, name }, regions: toolsRegions(config) };
  const environment = environments.find((candidate) => candidate.name === name);
  if (environment !== undefined) {
    const regions = environmentRegions(environment);
    return { account: environment, regions, trusted: tools.account };
  }
  const known = ['tools', ...environments.map((candidate) => candidate.name)];
  throw new CommandError(
    'UNKNOWN_ACCOUNT',
    `There is no "${name}" in waypost.config.ts. Choose one of ${known.join(', ')}.`,
  );
}
