import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, METRICS } from '../../../lambdas/contact-form/contract';
import {
  LEVEL_METRICS,
  type LevelMetric,
  LOOK_SECONDS,
} from '../../../lambdas/service-levels/contract';
import { type EnvironmentNames, SES_CONFIGURATION_SET_DIMENSION } from '../../naming';

const PERIOD = Duration.minutes(5);

/** All that monitoring knows of the other stacks. */
export type WatchedNames = Pick<
  EnvironmentNames,
  | 'submitFunction'
  | 'deliverFunction'
  | 'submissionStatusFunction'
  | 'feedbackFunction'
  | 'serviceLevelsFunction'
  | 'submissionQueue'
  | 'deadLetterQueue'
  | 'feedbackDeadLetterQueue'
  | 'webhookDeadLetterQueue'
  | 'configurationSet'
  | 'serverErrorMetric'
  | 'metrics'
>;

/** Metrics of the contact flow, found by the names of the resources. */
export function contactMetrics(names: WatchedNames) {
  const aws = (
    namespace: string,
    metricName: string,
    statistic: string,
    dimensionsMap?: Readonly<Record<string, string>>,
  ) =>
    new Metric({
      namespace,
      metricName,
      statistic,
      period: PERIOD,
      ...(dimensionsMap && { dimensionsMap }),
    });
  const queue = (QueueName: string, metricName: string) =>
    aws('AWS/SQS', metricName, Stats.MAXIMUM, { QueueName });
  const mail = (metricName: string) =>
    aws('AWS/SES', metricName, Stats.SUM, {
      [SES_CONFIGURATION_SET_DIMENSION]: names.configurationSet,
    });
  /** Of the account, which is what AWS judges: owners' mail and receipts together. */
  const reputation = (metricName: string) =>
    aws('AWS/SES', metricName, Stats.MAXIMUM).with({ period: Duration.hours(1) });
  /** Of our own functions; see METRICS and LEVEL_METRICS in their contracts. */
  const own = (metricName: MetricName | LevelMetric, period = PERIOD) =>
    new Metric({
      namespace: names.metrics.namespace,
      metricName,
      dimensionsMap: names.metrics.dimensions,
      statistic: Stats.SUM,
      period,
    });
  /** A look is always in two periods of looks. */
  const burn = (metricName: LevelMetric) =>
    own(metricName, Duration.seconds(2 * LOOK_SECONDS)).with({ statistic: Stats.MAXIMUM });
  const functions = {
    submit: names.submitFunction,
    deliver: names.deliverFunction,
    'submission-status': names.submissionStatusFunction,
    feedback: names.feedbackFunction,
    'service-levels': names.serviceLevelsFunction,
  };
  return {
    functions: Object.values(functions).map((FunctionName) => ({
      invocations: aws('AWS/Lambda', 'Invocations', Stats.SUM, { FunctionName }),
      errors: aws('AWS/Lambda', 'Errors', Stats.SUM, { FunctionName }),
      throttles: aws('AWS/Lambda', 'Throttles', Stats.SUM, { FunctionName }),
      duration: aws('AWS/Lambda', 'Duration', 'p95', { FunctionName }),
    })),
    /** Of every function in the account and region. */
    allErrors: aws('AWS/Lambda', 'Errors', Stats.SUM),
    deadLetters: queue(names.deadLetterQueue, 'ApproximateNumberOfMessagesVisible'),
    feedbackDeadLetters: queue(names.feedbackDeadLetterQueue, 'ApproximateNumberOfMessagesVisible'),
    webhookDeadLetters: queue(names.webhookDeadLetterQueue, 'ApproximateNumberOfMessagesVisible'),
    waiting: queue(names.submissionQueue, 'ApproximateNumberOfMessagesVisible'),
    /** Seconds. */
    oldestMessageAge: queue(names.submissionQueue, 'ApproximateAgeOfOldestMessage'),
    serverErrors: aws(
      names.serverErrorMetric.namespace,
      names.serverErrorMetric.metricName,
      Stats.SUM,
    ),
    received: own(METRICS.received),
    refused: own(METRICS.refused),
    spam: own(METRICS.spam),
    spamOfDay: own(METRICS.spam, Duration.days(1)),
    mailed: own(METRICS.mailed),
    /** Milliseconds. */
    deliveryDelay: own(METRICS.deliveryDelay).with({ statistic: 'p95' }),
    retried: own(METRICS.retried),
    late: own(METRICS.late),
    parked: own(METRICS.parked),
    failed: own(METRICS.failed),
    guardUnavailable: own(METRICS.guardUnavailable, Duration.days(1)),
    heartbeat: own(LEVEL_METRICS.heartbeat),
    probesFailed: own(LEVEL_METRICS.probeFailed),
    mailBurn: burn(LEVEL_METRICS.mailBurn),
    formBurn: burn(LEVEL_METRICS.formBurn),
    slowBurn: burn(LEVEL_METRICS.slowBurn),
    receiptsSent: own(METRICS.receiptSent),
    receiptFeedback: own(METRICS.receiptFeedback, Duration.days(1)),
    mailsSent: mail('Send'),
    mailsDelivered: mail('Delivery'),
    renderingFailures: mail('RenderingFailure'),
    /** Fractions of the mail sent; SES computes them over its own window. */
    bounceRate: reputation('Reputation.BounceRate'),
    complaintRate: reputation('Reputation.ComplaintRate'),
  };
}
