import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { AccountConfig, Config } from '../../lib/config/config';
import { accountNames } from '../../lib/naming';
import { environmentBoundary, toolsBoundary } from '../../lib/security/permissions-boundary';
import type { PolicyDocument } from '../../lib/security/policy-document';
import { BootstrapStack } from '../../lib/stacks/bootstrap-stack';
import type { Ports } from './ports';

export interface Account extends AccountConfig {
  /** `tools`, or the name of an environment. */
  readonly name: string;
}

/** Name -> document of the managed policies that an account needs before anything is deployed there. */
export function accountPolicies(
  config: Config,
  account: Account,
): Readonly<Record<string, PolicyDocument>> {
  const names = accountNames(config.project);
  const boundary = account.name === 'tools' ? toolsBoundary(config) : environmentBoundary();
  // Beside an owner's own, too: as long as a role has it, IAM does not let it go.
  return { [names.permissionsBoundary]: boundary };
}

/** Creates or updates an account's managed policies, in one region: IAM knows none. */
export async function deployPolicies(
  config: Config,
  account: Account,
  cdk: Ports['cdk'],
): Promise<void> {
  const { bootstrapStack } = accountNames(config.project);
  const policies = accountPolicies(config, account);
  const folder = await mkdtemp(join(tmpdir(), 'waypost-bootstrap-'));
  try {
    const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
    new BootstrapStack(app, bootstrapStack, {
      env: { account: account.account, region: account.region },
      project: config.project,
      account: account.name,
      policies,
    });
    const { directory } = app.synth();
    await cdk([
      'deploy',
      bootstrapStack,
      '--app',
      directory,
      '--require-approval',
      'never',
      '--no-notices',
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
