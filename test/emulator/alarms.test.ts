import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

test('an alarm rings for the metric of its own dimensions alone', async () => {
  const cloudWatch = new CloudWatchClient(clientOf(emulator(), { account: DEV }));
  const metric = { Namespace: 'App', MetricName: 'Errors' };
  const functions = ['submit', 'deliver'];
  for (const name of functions) {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...metric,
        AlarmName: name,
        Dimensions: [{ Name: 'FunctionName', Value: name }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      }),
    );
  }
  const errors = (FunctionName: string | undefined, Value: number) =>
    cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: metric.Namespace,
        MetricData: [
          {
            MetricName: metric.MetricName,
            Dimensions:
              FunctionName === undefined ? [] : [{ Name: 'FunctionName', Value: FunctionName }],
            Value,
          },
        ],
      }),
    );
  await errors('submit', 0);
  await errors('deliver', 3);
  await errors(undefined, 3);

  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: functions }),
  );
  expect(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual(
    expect.arrayContaining([
      ['submit', 'OK'],
      ['deliver', 'ALARM'],
    ]),
  );
});
