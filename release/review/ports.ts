import type { LastRelease } from './diff/compare';
import type { DeployedStack } from './deployed-stack';
import type { StackPlace } from './deployed-stack';

/** Reads stacks of one account, and nothing else in it. */
export interface StackReader {
  /** `undefined` for a stack that is not there, or was never created to the end of its first change set. */
  read(place: StackPlace): Promise<DeployedStack | undefined>;
}

/** What the pipeline knows of its own executions. */
export interface ReleaseHistory {
  /**
   * The newest execution other than `executionId` that went through the environment's stage;
   * `undefined` when none has.
   */
  lastRelease(environment: string, executionId: string): Promise<LastRelease | undefined>;
}

/** Where the files of a release are kept. */
export interface ReleaseStore {
  put(file: string, content: string): Promise<void>;
}
