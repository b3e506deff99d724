import type { StackAddress } from '../shared/stack-address';

/** What tells whether a stack is still as it was reviewed. */
export interface StackVersion {
  readonly templateHash: string;
  /** ISO 8601, of its last update, or of its creation. */
  readonly lastUpdated: string;
  /** CloudFormation's own word, such as `UPDATE_COMPLETE`. */
  readonly status: string;
}

/** Where what was reviewed and what is deployed can be seen. */
export interface ReleaseSources {
  /** Text of the record of an execution; undefined if nobody wrote one. */
  readonly readRecord: (executionId: string) => Promise<string | undefined>;
  /** Undefined for a stack that is not there. */
  readonly deployed: (stack: StackAddress) => Promise<StackVersion | undefined>;
}

/** What CodePipeline waits for; without either an action goes on until its time is over. */
export interface JobResults {
  readonly succeed: (jobId: string) => Promise<void>;
  readonly fail: (jobId: string, message: string) => Promise<void>;
}
