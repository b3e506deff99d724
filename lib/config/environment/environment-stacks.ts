import { GLOBAL_REGION } from '../../constants';
import type { EnvironmentNames } from '../../naming';
import type { EnvironmentConfig } from '../config';

export type StackId = keyof EnvironmentNames['stacks'];

/** Each stack that the environment has as it is configured, with the region that it lives in. */
export function environmentStacks(
  environment: EnvironmentConfig,
): Readonly<Partial<Record<StackId, string>>> {
  const { region, network, customerKeys, backup, monthlyBudgetUsd, anomalyMonitor } = environment;
  // CloudFormation takes no empty stack.
  const watchesCost = monthlyBudgetUsd > 0 || anomalyMonitor !== undefined;
  return {
    dns: GLOBAL_REGION,
    ...(watchesCost && { cost: GLOBAL_REGION }),
    ...(customerKeys && { keys: region }),
    ...(network.vpc && { network: region }),
    ...(backup?.copyTo && { backupCopy: backup.copyTo }),
    storage: region,
    email: region,
    contact: region,
    monitoring: region,
    edge: GLOBAL_REGION,
  };
}
