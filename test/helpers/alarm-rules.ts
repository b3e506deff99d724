import type { Template } from 'aws-cdk-lib/assertions';
import { METRICS } from '../../lambdas/contact-form/contract';
import { DRIFT_ENV, DRIFT_METRIC } from '../../lambdas/drift-detection/contract';
import { LEVEL_METRICS, LEVELS_ENV } from '../../lambdas/service-levels/contract';
import { resourcesOf } from './template-rules';

/** What an alarm, or one of the terms of its expression, is about. */
export interface Measured {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value?: unknown }[];
  readonly Period: number;
}

interface MetricTerm {
  readonly MetricStat?: {
    readonly Metric: Pick<Measured, 'Namespace' | 'MetricName' | 'Dimensions'>;
    readonly Period: number;
  };
}

/** Everything that the alarms of a template measure, by the alarm's name. */
export function measuredIn(template: Template): [alarm: string, Measured][] {
  return resourcesOf(template)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .flatMap(([id, { Properties = {} }]) => {
      const name = typeof Properties['AlarmName'] === 'string' ? Properties['AlarmName'] : id;
      const terms = (Properties['Metrics'] as MetricTerm[] | undefined) ?? [];
      const single = Properties as unknown as Measured;
      const measured =
        terms.length === 0
          ? [single]
          : terms.flatMap(({ MetricStat }) =>
              MetricStat ? [{ ...MetricStat.Metric, Period: MetricStat.Period }] : [],
            );
      return measured.map((one): [string, Measured] => [name, one]);
    });
}

/**
 * What AWS publishes of what we use: namespace, metric, names of dimensions.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html
 */
const BY_AWS = [
  'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
  // Without a dimension: of the account.
  'AWS/Lambda Errors ',
  'AWS/SES Reputation.BounceRate ',
  'AWS/SES Reputation.ComplaintRate ',
  'AWS/Route53 DNSSECInternalFailure HostedZoneId',
  'AWS/Route53 DNSSECKeySigningKeysNeedingAction HostedZoneId',
];

/** What is published where these templates are deployed: by AWS and by functions. */
export function publishedBy(templates: readonly Template[]): ReadonlySet<string> {
  const resources = templates.flatMap((template) => resourcesOf(template));
  const byFunctions = resources.flatMap(([, { Properties }]) => {
    const { Variables } = (Properties?.['Environment'] ?? {}) as {
      Variables?: Record<string, unknown>;
    };
    const namespace = Variables?.[DRIFT_ENV.namespace];
    const names = Variables?.[DRIFT_ENV.stacks]
      ? [DRIFT_METRIC]
      : Object.values(Variables?.[LEVELS_ENV.probeUrl] ? LEVEL_METRICS : METRICS);
    return typeof namespace === 'string'
      ? names.map((name) => `${namespace} ${name} Environment`)
      : [];
  });
  return new Set([...BY_AWS, ...byFunctions]);
}

export function assertPublished(
  alarm: string,
  { Namespace, MetricName, Dimensions = [] }: Measured,
  published: ReadonlySet<string>,
) {
  const metric = `${Namespace} ${MetricName} ${Dimensions.map(({ Name }) => Name).join()}`;
  if (!published.has(metric)) {
    throw new Error(`${alarm} watches ${metric}, which nobody publishes`);
  }
}

/**
 * Seconds. Shorter periods ask for metrics of high resolution, which AWS's services do not publish.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function assertPeriod(alarm: string, { Period }: Pick<Measured, 'Period'>) {
  if (!(Period > 0) || Period % 60 !== 0 || Period > 86_400) {
    throw new Error(`${alarm} is evaluated in periods of ${Period} s`);
  }
}
