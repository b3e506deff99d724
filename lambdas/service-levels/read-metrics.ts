import { type CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { METRICS } from '../contact-form/contract';
import { LEVEL_METRICS, LOOK_SECONDS } from './contract';
import type { Readings, Series } from './ports';

export interface MetricNames {
  readonly namespace: string;
  readonly environment: string;
  readonly apiId: string;
  readonly submissionQueue: string;
}

/** Seven requests at each look. GetMetricData asks for all in one, but has no free allowance. */
export async function readMetrics(
  client: CloudWatchClient,
  { namespace, environment, apiId, submissionQueue }: MetricNames,
  from: Date,
  to: Date,
): Promise<Readings> {
  const series = async (
    metric: readonly [namespace: string, name: string, dimension: string, value: string],
    statistic: 'Sum' | 'Maximum' = 'Sum',
  ): Promise<Series> => {
    const [Namespace, MetricName, Name, Value] = metric;
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName,
        Dimensions: [{ Name, Value }],
        StartTime: from,
        EndTime: to,
        Period: LOOK_SECONDS,
        Statistics: [statistic],
      }),
    );
    return new Map(
      Datapoints.map((point) => [point.Timestamp?.getTime() ?? 0, point[statistic] ?? 0]),
    );
  };
  const own = (name: string) => series([namespace, name, 'Environment', environment]);
  const api = (name: string) => series(['AWS/ApiGateway', name, 'ApiId', apiId]);
  const [mailed, late, failed, probesFailed, requests, serverErrors, oldestMessage] =
    await Promise.all([
      own(METRICS.mailed),
      own(METRICS.late),
      own(METRICS.failed),
      own(LEVEL_METRICS.probeFailed),
      api('Count'),
      api('5xx'),
      series(['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', submissionQueue], 'Maximum'),
    ]);
  return { mailed, late, failed, probesFailed, requests, serverErrors, oldestMessage };
}
