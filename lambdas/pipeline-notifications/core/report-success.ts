import { type Deployment, deploymentOf, measurementsOf, revertedCommits } from './delivery-metrics';
import {
  type ActionExecution,
  type PipelineExecution,
  attemptsOf,
  hasFailed,
  isApproval,
  latestRuns,
} from './history';
import { releasedMail } from './mail/released';
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

/** Failed executions that are looked at, to tell since when releases failed. */
const LOOK_BACK = 20;

/** Rejects with NotListedYet. */
export async function reportSuccess(
  { executionId }: ExecutionEnded,
  runs: readonly ActionExecution[],
  { history, records, log }: NotificationSources,
  { pipeline, lastEnvironment, links }: NotificationSettings,
): Promise<EventReport> {
  const isThrough = latestRuns(runs).every(({ status }) => status === 'Succeeded');
  if (runs.length === 0 || !isThrough) throw new NotListedYet(executionId);
  const executions = await history.executions();
  const load = async ({ id, status }: PipelineExecution) => ({
    id,
    status,
    runs: await history.runs(id),
  });
  const failed = await Promise.all(failedBefore(executionId, executions).map(load));
  const brokenSince = firstFailure([runs, ...failed.map((one) => one.runs)]);
  const own = deploymentOf({ id: executionId, status: 'Succeeded' }, runs, lastEnvironment);
  const reverted = await Promise.all(revertedBy(own, executions).map(load));
  const others = [...failed, ...reverted].flatMap(
    (one) => deploymentOf(one, one.runs, lastEnvironment) ?? [],
  );
  const record = await ifReadable(() => records.read(lastEnvironment, executionId), log);
  const mail = releasedMail({
    pipeline,
    executionId,
    lastEnvironment,
    ...withCommit(runs),
    endedAt: new Date(Math.max(...runs.map(({ endedAt }) => endedAt.getTime()))),
    ...(record && { summary: record.summary }),
    ...(brokenSince && { brokenSince }),
    links,
  });
  return {
    notification: notificationOf(
      brokenSince ? 'recovered' : 'released',
      executionId,
      'through',
      mail,
    ),
    measurements: measurementsOf([...(own ? [own] : []), ...others]).filter(
      (one) => one.executionId === executionId && one.by === 'deployment',
    ),
    runs: attemptsOf(runs).at(-1) ?? [],
  };
}

/** Executions that failed since the last one before this that was through. */
function failedBefore(
  executionId: string,
  executions: readonly PipelineExecution[],
): PipelineExecution[] {
  const earlier = executions.slice(executions.findIndex(({ id }) => id === executionId) + 1);
  const success = earlier.findIndex(({ status }) => status === 'Succeeded');
  return earlier
    .slice(0, success === -1 ? undefined : success)
    .filter(({ status }) => status === 'Failed')
    .slice(0, LOOK_BACK);
}

/** When the first of the actions failed that kept releases from getting through; approvals did not. */
function firstFailure(executions: readonly (readonly ActionExecution[])[]): Date | undefined {
  const ends = executions
    .flat()
    .filter((run) => hasFailed(run) && !isApproval(run))
    .map(({ endedAt }) => endedAt.getTime());
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}

/** Executions that had released what this one takes back. */
function revertedBy(
  own: Deployment | undefined,
  executions: readonly PipelineExecution[],
): PipelineExecution[] {
  const commits = revertedCommits(own?.commit);
  return executions.filter(
    ({ status, commitId }) =>
      status === 'Succeeded' && commitId !== undefined && commits.includes(commitId),
  );
}
