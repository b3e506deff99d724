import { type Deployment, deploymentOf, measurementsOf } from './delivery-metrics';
import { type ActionExecution, attemptsOf, hasFailed } from './history';
import { lastWords } from './log-tail';
import { type FailedRun, failureMail } from './mail/failure';
import type { ExecutionEnded } from './parse-event';
import {
  ifReadable,
  notificationOf,
  type NotificationSettings,
  type NotificationSources,
  NotListedYet,
  type EventReport,
  withCommit,
} from './report';

/** Rejects with NotListedYet. */
export async function reportFailure(
  { executionId, attempt }: ExecutionEnded,
  history: readonly ActionExecution[],
  sources: NotificationSources,
  settings: NotificationSettings,
): Promise<EventReport> {
  const attempts = attemptsOf(history);
  // It may have been tried again since: events come late.
  const failed = attempt ?? Math.max(1, attempts.findLastIndex((one) => one.some(hasFailed)) + 1);
  const runs = attempts.slice(0, failed).flat();
  const own = attempts[failed - 1] ?? [];
  const failures = own.filter(hasFailed);
  const status = { id: executionId, status: 'Failed' };
  const deployment = deploymentOf(status, runs, settings.lastEnvironment);
  const mail = failureMail({
    ...settings,
    ...withCommit(runs),
    executionId,
    runs: await Promise.all(failures.map((run) => withLog(run, sources))),
    ...(failures.length === 0 && (await statusSummary(executionId, sources))),
    where: deployment === undefined ? 'before' : deployment.deployedAt ? 'after' : 'in',
  });
  return {
    notification: notificationOf('failed', executionId, `attempt-${failed}`, mail),
    // The success is reported when the execution is complete, perhaps after a retry.
    measurements: deployment && isFirstOf(deployment, failures) ? measurementsOf([deployment]) : [],
    runs: own,
  };
}

async function withLog(
  run: ActionExecution,
  { logs, log }: Pick<NotificationSources, 'logs' | 'log'>,
): Promise<FailedRun> {
  const { provider, externalId } = run;
  if (provider !== 'CodeBuild' || externalId === undefined) return { run };
  const lines = await ifReadable(() => logs.tail(externalId), log);
  const words = lastWords(lines ?? []);
  return { run, ...(words.length > 0 && { log: words }) };
}

/** Nothing failed, and the execution did: it was not let into a stage, say. */
async function statusSummary(
  executionId: string,
  { history }: Pick<NotificationSources, 'history'>,
) {
  const found = (await history.executions()).find(({ id }) => id === executionId);
  if (!found || found.status === 'InProgress') throw new NotListedYet(executionId);
  return found.statusSummary === undefined ? {} : { statusSummary: found.statusSummary };
}

/** A retry that fails again is the same failed change. */
function isFirstOf({ failedAt }: Deployment, failures: readonly ActionExecution[]): boolean {
  return failures.some(({ endedAt }) => endedAt.getTime() === failedAt?.getTime());
}
