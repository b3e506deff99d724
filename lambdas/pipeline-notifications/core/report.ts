import { errorFields, type Logger } from '../../shared/logger';
import type { NotificationKind } from '../contract';
import type { BuildLogs, Notification, PipelineHistory, ReleaseRecords } from '../ports';
import type { Measurement } from './delivery-metrics';
import { type ActionExecution, type SourceCommit, commitOf } from './history';
import type { ConsoleLinks } from './mail/links';

export interface NotificationSettings {
  readonly pipeline: string;
  readonly lastEnvironment: string;
  /** How long the approval of a stage waits. */
  readonly minutesOf: (stage: string) => number;
  readonly links: ConsoleLinks;
}

export interface NotificationSources {
  readonly history: PipelineHistory;
  readonly logs: BuildLogs;
  readonly records: ReleaseRecords;
  readonly log: Logger;
}

/** What an event comes to. */
export interface EventReport {
  readonly notification: Notification;
  readonly measurements: readonly Measurement[];
  /** Runs of actions that ended since the last report of the same execution. */
  readonly runs: readonly ActionExecution[];
}

/** CodePipeline's history is later than its events: a retry finds in it what the event reported. */
export class NotListedYet extends Error {
  readonly code = 'NOT_LISTED_YET';
  constructor(executionId: string) {
    super(`CodePipeline does not list yet what happened in ${executionId}`);
    this.name = 'NotListedYet';
  }
}

/** @param occasion Tells it from other notifications of the same execution. */
export function notificationOf(
  kind: NotificationKind,
  executionId: string,
  occasion: string,
  mail: Pick<Notification, 'subject' | 'text'>,
): Notification {
  return { kind, executionId, key: `${kind}-${executionId}-${occasion}`, ...mail };
}

/** For a part of a mail that may be missing: a mail without it is better than no mail. */
export async function ifReadable<Value>(
  read: () => Promise<Value>,
  log: Logger,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    log.warn('notification.incomplete', { error: errorFields(error) });
    return undefined;
  }
}

/** For a mail that goes without where the commit is not known. */
export function withCommit(runs: readonly ActionExecution[]): { commit?: SourceCommit } {
  const commit = commitOf(runs);
  return commit ? { commit } : {};
}
