import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { type Account, accountsOf, bootstrapStackOf, partsIn } from '../../../lib/config/accounts';
import type { Config } from '../../../lib/config/config';
import { accountPolicies } from '../../../lib/security/account-policies';
import { driftReader } from '../../../lib/security/drift-reader';
import { boundedRoles } from '../../../lib/security/permissions-boundary';
import { releaseReader } from '../../../lib/security/release-reader';
import { BootstrapStack } from '../../../lib/stacks/bootstrap-stack';
import type { RunCdk } from '../cdk-cli';

/**
 * The stack that `waypost bootstrap` deploys to an account, besides CDK's own. With `oneAccount`, that of `tools`
 * has the policies, and each environment's has the roles that read it.
 */
export function makeBootstrapStack(
  app: App,
  config: Config,
  account: Account,
  types: readonly string[],
): BootstrapStack {
  const { boundary, execution } = accountPolicies(config, account, types);
  const stackName = bootstrapStackOf(config, account.name);
  const holdsPolicies = accountsOf(config).some(({ name }) => name === account.name);
  return new BootstrapStack(app, stackName, {
    stackName,
    env: { account: account.account, region: account.region },
    project: config.project,
    account: account.name,
    policies: holdsPolicies ? { ...boundary, ...execution } : {},
    reader: releaseReader(config, account),
    driftReader: driftReader(config, account, types),
    toolsAccount: config.tools.account,
    permissionsBoundary: boundedRoles(config.project, account),
  });
}

/** Template of that stack as JSON. */
export function bootstrapTemplate(
  config: Config,
  account: Account,
  types: readonly string[],
): Promise<object> {
  return withAssembly(config, account, types, (stack) => Promise.resolve(stack.template as object));
}

/**
 * Creates or updates the managed policies that limit deployments to an account, and the roles that read
 * the deployed stacks for a comparison. It does so in one region, because IAM is global.
 * @param types types of the resources that are deployed there
 * @returns ARNs of the policies for CloudFormation's role
 */
export async function deployPolicies(
  config: Config,
  account: Account,
  types: readonly string[],
  cdk: RunCdk,
): Promise<string[]> {
  const { execution } = accountPolicies(config, account, types);
  // In this order: the roles have a boundary of the policies.
  for (const part of partsIn(config, account)) {
    await withAssembly(config, part, types, ({ stackName, assembly: { directory } }) => {
      const quietly = ['--require-approval', 'never', '--no-notices'];
      // Nobody reads its change set.
      return cdk(['deploy', stackName, '--app', directory, '--method', 'direct', ...quietly]);
    });
  }
  return Object.keys(execution).map((name) => `arn:aws:iam::${account.account}:policy/${name}`);
}

/** Synthesizes the stack into a folder, which is removed in the end. */
async function withAssembly<Result>(
  config: Config,
  account: Account,
  types: readonly string[],
  use: (stack: CloudFormationStackArtifact) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'waypost-bootstrap-'));
  try {
    const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
    const { artifactId } = makeBootstrapStack(app, config, account, types);
    return await use(app.synth().getStackArtifact(artifactId));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
