import {
  DELIVERY_METRICS,
  type DeliveryMetric,
} from '../../../lambdas/pipeline-notifications/contract';
import {
  deploymentOf,
  measurementsOf,
} from '../../../lambdas/pipeline-notifications/core/delivery-metrics';
import type {
  ActionExecution,
  PipelineExecution,
} from '../../../lambdas/pipeline-notifications/core/history';

/** Seconds. */
export interface Durations {
  readonly median: number;
  readonly longest: number;
}

/** DORA's four metrics over some days, and the duration of actions. The dashboard has the same definitions. */
export interface DeliveryReport {
  readonly environment: string;
  readonly since: Date;
  readonly until: Date;
  readonly deployments: { readonly count: number; readonly aWeek: number };
  /** Null if nothing was released. */
  readonly leadTime: Durations | null;
  /** `rate` is a fraction, null without changes. */
  readonly changes: {
    readonly count: number;
    readonly failed: number;
    readonly rate: number | null;
  };
  /** Null if nothing had to be restored. */
  readonly timeToRestore: Durations | null;
  /** Actions that succeeded, the longest first. */
  readonly actions: readonly ActionDurations[];
}

export interface ActionDurations extends Durations {
  readonly action: string;
  readonly succeeded: number;
  readonly failed: number;
}

export interface PastExecution extends Pick<PipelineExecution, 'id' | 'status'> {
  readonly runs: readonly ActionExecution[];
}

export function deliveryReport(
  past: readonly PastExecution[],
  environment: string,
  { since, until }: { readonly since: Date; readonly until: Date },
): DeliveryReport {
  const measurements = measurementsOf(
    past.flatMap((execution) => deploymentOf(execution, execution.runs, environment) ?? []),
  );
  const valuesOf = (metric: DeliveryMetric) =>
    measurements.filter((one) => one.metric === metric).map(({ value }) => value);
  const deployments = valuesOf(DELIVERY_METRICS.deployments).length;
  const changes = valuesOf(DELIVERY_METRICS.changes).length;
  const failed = valuesOf(DELIVERY_METRICS.failedChanges).length;
  return {
    environment,
    since,
    until,
    deployments: { count: deployments, aWeek: deployments / (ms(since, until) / WEEK_MS) },
    leadTime: durations(valuesOf(DELIVERY_METRICS.leadTime)),
    changes: { count: changes, failed, rate: changes === 0 ? null : failed / changes },
    timeToRestore: durations(valuesOf(DELIVERY_METRICS.timeToRestore)),
    actions: actionDurations(past.flatMap(({ runs }) => runs)),
  };
}

const WEEK_MS = 7 * 24 * 3_600_000;

function actionDurations(runs: readonly ActionExecution[]): ActionDurations[] {
  const nameOf = ({ stage, action }: ActionExecution) => `${stage}/${action}`;
  return [...new Set(runs.map(nameOf))]
    .flatMap((action): ActionDurations[] => {
      const all = runs.filter((run) => nameOf(run) === action);
      const took = durations(
        all
          .filter(({ status }) => status === 'Succeeded')
          .map(({ startedAt, endedAt }) => ms(startedAt, endedAt)),
      );
      if (!took) return [];
      const count = (status: string) => all.filter((one) => one.status === status).length;
      return [{ action, ...took, succeeded: count('Succeeded'), failed: count('Failed') }];
    })
    .sort((a, b) => b.median - a.median);
}

function durations(milliseconds: readonly number[]): Durations | null {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const [middle, other] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  if (middle === undefined || other === undefined) return null;
  return { median: (middle + other) / 2 / 1000, longest: (sorted.at(-1) ?? 0) / 1000 };
}

function ms(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}
