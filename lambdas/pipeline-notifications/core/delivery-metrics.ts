import { DELIVERY_METRICS, type DeliveryMetric } from '../contract';
import {
  type ActionExecution,
  type SourceCommit,
  commitOf,
  type PipelineExecution,
} from './history';

/**
 * DORA's four metrics, as a pipeline can know them. Production is the last environment.
 *
 * - Deployment frequency: releases that got through it.
 * - Lead time: from when the release's newest commit was written until the release was through.
 * - Change failure rate: share of the releases which began to deploy there that failed there, in a
 *   stack or a test, or that a later release reverts. What an alarm tells is not counted.
 * - Time to restore: from such a failure until the next release is through.
 *
 * https://dora.dev/guides/dora-metrics-four-keys/
 */
export interface Deployment {
  readonly executionId: string;
  readonly commit?: SourceCommit;
  /** When everything in the last environment had succeeded. */
  readonly deployedAt?: Date;
  /** When it first failed there, even if a retry succeeded. */
  readonly failedAt?: Date;
}

/** What became of an execution in the last environment; `undefined` if it did not begin to deploy there. */
export function deploymentOf(
  execution: Pick<PipelineExecution, 'id' | 'status'>,
  runs: readonly ActionExecution[],
  lastEnvironment: string,
): Deployment | undefined {
  const there = runs.filter(({ stage }) => stage === lastEnvironment);
  const begun = earliest(
    there.filter(({ category }) => category === 'Deploy').map(({ startedAt }) => startedAt),
  );
  if (begun === undefined) return undefined;
  const failedAt = earliest(
    there
      .filter(({ status, endedAt }) => status === 'Failed' && endedAt >= begun)
      .map(({ endedAt }) => endedAt),
  );
  const ended = latest(there.map(({ endedAt }) => endedAt));
  const deployedAt =
    ended && (execution.status === 'Succeeded' || begunAfter(ended, runs, lastEnvironment))
      ? ended
      : undefined;
  const commit = commitOf(runs);
  return {
    executionId: execution.id,
    ...(commit && { commit }),
    ...(deployedAt && { deployedAt }),
    ...(failedAt && { failedAt }),
  };
}

/**
 * Whether a later stage has begun. A stage begins only after everything in the last environment has
 * succeeded.
 */
function begunAfter(
  ended: Date,
  runs: readonly ActionExecution[],
  lastEnvironment: string,
): boolean {
  return runs.some(({ stage, startedAt }) => stage !== lastEnvironment && startedAt >= ended);
}

/** A value of a metric, from one execution that failed or succeeded. */
export interface Measurement {
  readonly metric: DeliveryMetric;
  readonly value: number;
  readonly executionId: string;
  readonly at: Date;
  readonly by: 'failure' | 'deployment';
}

/** Everything that deployments, in any order, say of the four metrics. */
export function measurementsOf(deployments: readonly Deployment[]): Measurement[] {
  const failures = failuresIn(deployments);
  return deployments.flatMap((deployment): Measurement[] => {
    const { executionId, commit, deployedAt, failedAt } = deployment;
    const first = failedAt ?? deployedAt;
    if (first === undefined) return [];
    const by = failedAt ? 'failure' : 'deployment';
    const of = (metric: DeliveryMetric, value: number, at: Date, because: typeof by = by) =>
      ({ metric, value, executionId, at, by: because }) as const;
    return [
      of(DELIVERY_METRICS.changes, 1, first),
      ...(failedAt ? [of(DELIVERY_METRICS.failedChanges, 1, failedAt)] : []),
      ...(deployedAt
        ? [
            of(DELIVERY_METRICS.deployments, 1, deployedAt, 'deployment'),
            ...(commit?.authoredAt
              ? [
                  of(
                    DELIVERY_METRICS.leadTime,
                    ms(commit.authoredAt, deployedAt),
                    deployedAt,
                    'deployment',
                  ),
                ]
              : []),
            ...failures
              .filter((failure) => failure.revertedBy === executionId)
              .map(() => of(DELIVERY_METRICS.failedChanges, 1, deployedAt, 'deployment')),
            ...failures
              .filter((failure) => restores(deployment, failure, deployments))
              .map((failure) =>
                of(
                  DELIVERY_METRICS.timeToRestore,
                  ms(failure.at, deployedAt),
                  deployedAt,
                  'deployment',
                ),
              ),
          ]
        : []),
    ];
  });
}

interface FailedRelease {
  readonly at: Date;
  /** Execution that reverts what had seemed to succeed. */
  readonly revertedBy?: string;
}

/** Those that the pipeline saw, and releases that seemed to succeed until somebody reverted them. */
function failuresIn(deployments: readonly Deployment[]): FailedRelease[] {
  return deployments.flatMap((deployment): FailedRelease[] => {
    if (deployment.failedAt) return [{ at: deployment.failedAt }];
    const { deployedAt, commit } = deployment;
    const revert = deployments.find(
      (later) =>
        later.deployedAt !== undefined &&
        deployedAt !== undefined &&
        later.deployedAt > deployedAt &&
        revertedCommits(later.commit).some((id) => id === commit?.id),
    );
    return revert && deployedAt ? [{ at: deployedAt, revertedBy: revert.executionId }] : [];
  });
}

/** Whether this is the release that ended a failure: the first one through since, or its revert. */
function restores(
  { executionId, deployedAt }: Deployment,
  { at, revertedBy }: FailedRelease,
  deployments: readonly Deployment[],
): boolean {
  if (revertedBy !== undefined) return revertedBy === executionId;
  const next = earliest(
    deployments.flatMap((one) => (one.deployedAt && one.deployedAt > at ? [one.deployedAt] : [])),
  );
  return next !== undefined && next.getTime() === deployedAt?.getTime();
}

/** Ids in what `git revert` writes. */
export function revertedCommits(commit: Pick<SourceCommit, 'message'> | undefined): string[] {
  return [...(commit?.message ?? '').matchAll(/^This reverts commit ([0-9a-f]{40})\b/gm)].flatMap(
    ([, id]) => id ?? [],
  );
}

function ms(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}

function earliest(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function latest(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((a, b) => b.getTime() - a.getTime())[0];
}
