import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  Metric,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  ACTION_ENDED,
  DELIVERY_METRICS,
  type DeliveryMetric,
} from '../../../lambdas/pipeline-notifications/contract';
import { production } from '../../config/environment/production';
import type { Config } from '../../config/config';
import { pipelineNames } from '../../naming';

export interface DeliveryDashboardProps extends Pick<Config, 'project' | 'environments'> {
  /** Holds a line of each run of an action. */
  readonly log: ILogGroup;
}

/** DORA's four metrics, and where the time of a release goes. docs/pipeline.md says what they mean. */
export class DeliveryDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { project, environments, log }: DeliveryDashboardProps,
  ) {
    super(scope, id);
    const names = pipelineNames(project);
    const Environment = production(environments).name;
    const metric = (metricName: DeliveryMetric, statistic: string) =>
      new Metric({
        namespace: names.metricNamespace,
        metricName,
        dimensionsMap: { Environment },
        statistic,
        period: Duration.days(1),
      });
    const hours = (id: string, name: DeliveryMetric, label: string) =>
      math(`${id} / 3600000`, { [id]: metric(name, Stats.p(50)) }, label);
    const deployments = metric(DELIVERY_METRICS.deployments, Stats.SUM);
    const failureRate = math(
      '100 * FILL(failed, 0) / changes',
      {
        failed: metric(DELIVERY_METRICS.failedChanges, Stats.SUM),
        changes: metric(DELIVERY_METRICS.changes, Stats.SUM),
      },
      'Change failure rate, %',
    );
    const leadTime = hours('lead', DELIVERY_METRICS.leadTime, 'Lead time, h');
    const timeToRestore = hours('restore', DELIVERY_METRICS.timeToRestore, 'Time to restore, h');

    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: names.dashboard,
      defaultInterval: Duration.days(28),
    });
    dashboard.addWidgets(
      new SingleValueWidget({
        title: `Releases to ${Environment}, over the time shown`,
        metrics: [deployments, leadTime, failureRate, timeToRestore],
        setPeriodToTimeRange: true,
        width: 24,
        height: 4,
      }),
      new GraphWidget({ title: 'Deployments a day', left: [deployments], width: 12 }),
      new GraphWidget({
        title: 'Median lead time and time to restore, h',
        left: [leadTime, timeToRestore],
        width: 12,
      }),
      new LogQueryWidget({
        title: 'Seconds that actions take: median, longest, runs',
        logGroupNames: [log.logGroupName],
        view: LogQueryVisualizationType.TABLE,
        queryLines: [
          `filter event = "${ACTION_ENDED}" and outcome = "Succeeded"`,
          'stats pct(seconds, 50) as median, max(seconds) as longest, count() as runs by stage, action',
          'sort median desc',
        ],
        width: 24,
        height: 10,
      }),
      new TextWidget({
        markdown: 'What these mean: docs/pipeline.md, "How you are doing".',
        width: 24,
        height: 2,
      }),
    );
  }
}

function math(expression: string, usingMetrics: Record<string, IMetric>, label: string) {
  return new MathExpression({ expression, usingMetrics, label, period: Duration.days(1) });
}
