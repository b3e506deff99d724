import type { StackAddress } from '../../lambdas/shared/stack-address';
import type { LastRelease } from './diff/compare';
import type { DeployedStack } from './deployed-stack';

/** Lists stacks of one account. */
export interface StackLister {
  /** Names of the stacks that stand in a region and begin so, newest first: what came later may hang on earlier ones. */
  names(region: string, prefix: string, signal?: AbortSignal): Promise<string[]>;
  /** Tags of a stack; none of one that is not there. */
  tags(stack: StackAddress, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
}

/** Reads stacks of one account, and nothing else in it. */
export interface StackReader extends StackLister {
  /** `undefined` for a stack that does not exist, or whose first change set was never executed. */
  read(stack: StackAddress): Promise<DeployedStack | undefined>;
}

/** What the pipeline knows of its own executions. */
export interface ReleaseHistory {
  /**
   * The newest execution other than `executionId` that went through the environment's stage;
   * `undefined` when none has.
   */
  lastRelease(environment: string, executionId: string): Promise<LastRelease | undefined>;
}

/** Keeps the files of a release. */
export interface ReleaseStore {
  put(file: string, content: string): Promise<void>;
}
