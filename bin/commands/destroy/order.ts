import type { Account } from '../../../lib/config/accounts';
import type { Config, EnvironmentConfig } from '../../../lib/config/config';
import {
  environmentStacks,
  type StackId,
} from '../../../lib/config/environment/environment-stacks';
import { GLOBAL_REGION } from '../../../lib/constants';
import { accountNames, environmentNames, pipelineNames } from '../../../lib/naming';
import { TOOLKIT_STACK } from '../terminal/aws-account';
import type { StackAddress } from '../../../lambdas/shared/stack-address';

/** What depends on a stack goes before it. A test compares it with the stages. */
export const DESTROY_ORDER: readonly StackId[] = [
  // What watches goes first, so that nobody is alarmed.
  'monitoring',
  'contact',
  'edge',
  'storage',
  'email',
  'network',
  'keys',
  'backupCopy',
  // Mail and site are out of reach without it, so that it goes late.
  'dns',
  'cost',
];

/**
 * Every stack that the environment may have, in the order in which they go; those of an option that is
 * off, too, as the pipeline leaves them behind.
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
    // Nobody knows where copies were, once `copyTo` is gone.
    return region === undefined ? [] : [{ stackName: stacks[id], region }];
  });
}

/** The build that works under a role of the pipeline's stack, the pipeline, then the buckets that it has in other regions. */
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

/** What bootstrap made: `destroy` works by it, and never deletes it. */
export function bootstrapAddresses({ project }: Pick<Config, 'project'>, account: Account) {
  return [
    { stackName: accountNames(project).bootstrapStack, region: account.region },
    ...account.regions.map((region) => ({ stackName: TOOLKIT_STACK, region })),
  ];
}
