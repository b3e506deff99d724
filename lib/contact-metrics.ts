import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type environmentNames, SES_CONFIGURATION_SET_DIMENSION } from './naming';

const PERIOD = Duration.minutes(5);

/** What can be measured of the contact flow, by the names of what it measures. */
export function contactMetrics(names: ReturnType<typeof environmentNames>) {
  const queue = (QueueName: string, metricName: string) =>
    new Metric({
      namespace: 'AWS/SQS',
      metricName,
      dimensionsMap: { QueueName },
      statistic: Stats.MAXIMUM,
      period: PERIOD,
    });
  const lambda = (FunctionName: string, metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName },
      statistic,
      period: PERIOD,
    });
  const mail = (metricName: string, statistic: string, period: Duration) =>
    new Metric({
      namespace: 'AWS/SES',
      metricName,
      dimensionsMap: { [SES_CONFIGURATION_SET_DIMENSION]: names.configurationSet },
      statistic,
      period,
    });
  const functions = {
    submit: names.submitFunction,
    deliver: names.deliverFunction,
    'submission-status': names.submissionStatusFunction,
  };
  return {
    functions: Object.entries(functions).map(([name, functionName]) => ({
      name,
      invocations: lambda(functionName, 'Invocations', Stats.SUM),
      errors: lambda(functionName, 'Errors', Stats.SUM),
      throttles: lambda(functionName, 'Throttles', Stats.SUM),
      duration: lambda(functionName, 'Duration', 'p95'),
    })),
    deadLetters: queue(names.deadLetterQueue, 'ApproximateNumberOfMessagesVisible'),
    waiting: queue(names.submissionQueue, 'ApproximateNumberOfMessagesVisible'),
    /** Seconds. */
    oldestMessageAge: queue(names.submissionQueue, 'ApproximateAgeOfOldestMessage'),
    serverErrors: new Metric({
      ...names.serverErrorMetric,
      statistic: Stats.SUM,
      period: PERIOD,
    }),
    mailsSent: mail('Send', Stats.SUM, PERIOD),
    mailsDelivered: mail('Delivery', Stats.SUM, PERIOD),
    renderingFailures: mail('RenderingFailure', Stats.SUM, PERIOD),
    /** Fractions of the mail sent; SES computes them over its own window. */
    bounceRate: mail('Reputation.BounceRate', Stats.MAXIMUM, Duration.hours(1)),
    complaintRate: mail('Reputation.ComplaintRate', Stats.MAXIMUM, Duration.hours(1)),
  };
}
