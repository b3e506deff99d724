import type { StackState } from '../../lambdas/shared/deployed-stack';

/** A stack as CloudFormation has it, with its resources. */
export interface DeployedStack extends StackState {
  /** Logical id -> name. */
  readonly physicalIds: Readonly<Record<string, string>>;
}
