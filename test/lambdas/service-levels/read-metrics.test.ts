import type { CloudWatchClient, GetMetricStatisticsInput } from '@aws-sdk/client-cloudwatch';
import { readMetrics } from '../../../lambdas/service-levels/read-metrics';

const FROM = new Date('2026-11-30T12:00:00Z');
const TO = new Date('2026-11-30T12:10:00Z');

/** What is asked for, and how it is answered: by the name of the metric. */
async function read(points: Readonly<Record<string, readonly object[] | undefined>> = {}) {
  const asked: GetMetricStatisticsInput[] = [];
  const send = ({ input }: { readonly input: GetMetricStatisticsInput }) => {
    asked.push(input);
    return Promise.resolve({ Datapoints: points[input.MetricName ?? ''] });
  };
  const names = {
    namespace: 'waypost/contact-form',
    environment: 'prod',
    apiId: 'a1b2c3',
    submissionQueue: 'waypost-prod-submissions',
  };
  return {
    readings: await readMetrics({ send } as unknown as CloudWatchClient, names, FROM, TO),
    asked,
  };
}

test('each metric is asked for where it is written, in bins of five minutes', async () => {
  const { asked } = await read();
  expect(
    asked.map(({ Namespace, MetricName, Dimensions = [], Statistics = [] }) =>
      [
        Namespace,
        MetricName,
        ...Dimensions.flatMap(({ Name, Value }) => [Name, Value]),
        ...Statistics,
      ].join(' '),
    ),
  ).toEqual([
    'waypost/contact-form Mailed Environment prod Sum',
    'waypost/contact-form Late Environment prod Sum',
    'waypost/contact-form Failed Environment prod Sum',
    'waypost/contact-form ProbeFailed Environment prod Sum',
    'AWS/ApiGateway Count ApiId a1b2c3 Sum',
    'AWS/ApiGateway 5xx ApiId a1b2c3 Sum',
    'AWS/SQS ApproximateAgeOfOldestMessage QueueName waypost-prod-submissions Maximum',
  ]);
  for (const { StartTime, EndTime, Period } of asked) {
    expect({ StartTime, EndTime, Period }).toEqual({ StartTime: FROM, EndTime: TO, Period: 300 });
  }
});

test('a bin has the statistic that was asked for', async () => {
  const { readings } = await read({
    Mailed: [{ Timestamp: FROM, Sum: 7 }],
    ApproximateAgeOfOldestMessage: [
      { Timestamp: FROM, Maximum: 900 },
      { Timestamp: TO, Maximum: 12 },
    ],
  });
  expect([...readings.mailed]).toEqual([[FROM.getTime(), 7]]);
  expect([...readings.oldestMessage]).toEqual([
    [FROM.getTime(), 900],
    [TO.getTime(), 12],
  ]);
});

test('a metric that nobody wrote has no bins', async () => {
  const { readings } = await read({ Late: [] });
  expect(readings.late.size).toBe(0);
  expect(readings.mailed.size).toBe(0);
});
