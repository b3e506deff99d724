import type { ReleaseRecord } from '../release-check/contract';
import type { NotificationKind } from './contract';
import type { ActionExecution, PipelineExecution } from './core/history';

/** What CodePipeline remembers. Each method rejects with the SDK's error. */
export interface PipelineHistory {
  /** Executions, the latest first; without `since` the latest hundred. */
  executions(since?: Date): Promise<PipelineExecution[]>;
  /** Every run of every action of an execution. */
  runs(executionId: string): Promise<ActionExecution[]>;
}

export interface BuildLogs {
  /** Last lines of what a build wrote. Rejects with the SDK's error. */
  tail(externalId: string): Promise<string[]>;
}

export interface ReleaseRecords {
  /** `undefined` if there is none, for example for an environment without approval. */
  read(environment: string, executionId: string): Promise<ReleaseRecord | undefined>;
}

/** What is told of a release, for people and for programs. */
export interface Notification {
  readonly kind: NotificationKind;
  /** Same notification, same key. */
  readonly key: string;
  readonly executionId: string;
  /** ASCII, fewer than 100 characters, as SNS wants it. */
  readonly subject: string;
  readonly text: string;
}

export interface Publisher {
  /** Rejects with the SDK's error. */
  publish(notification: Notification): Promise<void>;
}

/** Events come at least once; each notification is sent once. */
export interface NotificationClaims {
  /**
   * Whether this owner may send the notification. True again for the same owner, because its first try
   * may have been cut off. An owner is one asynchronous call of the function, with its retries.
   */
  claim(key: string, owner: string): Promise<boolean>;
  /** The notification is sent: nobody may send it any more. */
  settle(key: string): Promise<void>;
  /** The notification could not be sent: anybody may try again. */
  release(key: string): Promise<void>;
}
