import { type ActionExecution, latestRuns } from './history';
import { waitingMail } from './mail/waiting';
import type { PipelineEvent } from './parse-event';
import {
  ifReadable,
  notificationOf,
  type NotificationSettings,
  type NotificationSources,
  NotListedYet,
  type EventReport,
  withCommit,
} from './report';

type ApprovalNeeded = Extract<PipelineEvent, { kind: 'approval-needed' }>;

/** Rejects with NotListedYet. */
export async function reportApproval(
  needed: ApprovalNeeded,
  runs: readonly ActionExecution[],
  { records, log }: Pick<NotificationSources, 'records' | 'log'>,
  { pipeline, minutesOf, links }: NotificationSettings,
): Promise<EventReport | undefined> {
  const { executionId, stage, action, at, runId } = needed;
  const approval =
    runs.find(({ id }) => id === runId) ??
    latestRuns(runs).find((run) => run.stage === stage && run.action === action);
  const isInProgress = approval?.status === 'InProgress';
  if (!approval || (!isInProgress && approval.endedAt < at)) throw new NotListedYet(executionId);
  // The event came late: somebody has already answered, or nobody did in time.
  if (!isInProgress) return undefined;
  const record = await ifReadable(() => records.read(stage, executionId), log);
  const mail = waitingMail({
    pipeline,
    executionId,
    approval,
    ...withCommit(runs),
    ...(record && { summary: record.summary }),
    minutes: minutesOf(stage),
    links,
  });
  return {
    notification: notificationOf('waiting', executionId, approval.id, mail),
    measurements: [],
    runs: [],
  };
}
