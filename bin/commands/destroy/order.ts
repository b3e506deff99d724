import { type Account, bootstrapStackOf } from '../../../lib/config/accounts';
import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import {
  environmentStacks,
  type StackId,
} from '../../../lib/config/environment/environment-stacks';
import { GLOBAL_REGION } from '../../../lib/constants';
import { environmentNames, pipelineNames } from '../../../lib/naming';
import { TOOLKIT_STACK } from '../terminal/aws-account';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

/** A stack goes before the stacks that it depends on. A test compares the order with the stages. */
export const DESTROY_ORDER: readonly StackId[] = [
  // Monitoring goes first, so that it raises no alarms.
  'monitoring',
  'contact',
  'edge',
  'storage',
  'email',
  'network',
  'keys',
  'backupCopy',
  // Late, because mail and site cannot be reached without it.
  'dns',
  'cost',
];

/**
 * Every stack that the environment may have, in the order of deletion. It includes stacks of options that
 * are off, because the pipeline leaves them behind.
 */
export function environmentAddresses(
  { project }: Pick<Config, 'project'>,
  environment: EnvironmentConfig,
): StackAddress[] {
  const { stacks } = environmentNames(project, environment.name);
  const regions: Partial<Record<StackId, string>> = {
    cost: GLOBAL_REGION,
    keys: environment.region,
    network: environment.region,
    ...environmentStacks(environment),
  };
  return DESTROY_ORDER.flatMap((id) => {
    const region = regions[id];
    // Without `copyTo`, the region of the copies is not known.
    return region === undefined ? [] : [{ stackName: stacks[id], region }];
  });
}

/** First the build that uses a role of the pipeline's stack, then the pipeline, then its buckets in other regions. */
export function toolsAddresses({ project }: Pick<Config, 'project'>, tools: Account) {
  const names = pipelineNames(project);
  return [
    { stackName: names.pullRequestStack, region: tools.region },
    { stackName: names.stack, region: tools.region },
    ...tools.regions
      .filter((region) => region !== tools.region)
      .map((region) => ({ stackName: names.replicaStack(region), region })),
  ];
}

/** Stacks of bootstrap: `destroy` needs them, and never deletes them. */
export function bootstrapAddresses(config: Config, account: Account) {
  return [
    { stackName: bootstrapStackOf(config, account.name), region: account.region },
    ...account.regions.map((region) => ({ stackName: TOOLKIT_STACK, region })),
  ];
}
