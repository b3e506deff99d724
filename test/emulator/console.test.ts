import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { rehearsedWaypost } from '../../bin/commands/rehearse/waypost/rehearsed-waypost';
import { environmentViews } from '../../rehearsal/console/cloud/environment-views';
import { accountCredentials, Cloud } from '../../rehearsal/emulator/cloud';
import { parseConfig } from '../../lib/config/parse-config';
import { sample } from '../helpers/sample';
import { outputsOf } from './support/deploy';
import { DEV, REGION, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const METRIC = { Namespace: 'waypost', MetricName: 'Mailed' };

/** What the console shows of dev, with a stack that has an alarm and a dashboard. */
async function dev() {
  const cloud = new Cloud(emulator());
  const views = await environmentViews(
    rehearsedWaypost(parseConfig(sample)),
    await emulator().resources(),
    cloud,
    new Date(),
  );
  return { cloud, views };
}

beforeAll(async () => {
  const dashboard = {
    widgets: [{ type: 'metric', properties: { title: 'Mails', metrics: [['waypost', 'Mailed']] } }],
  };
  await outputsOf(emulator(), {
    stack: 'waypost-dev-monitoring',
    account: DEV,
    template: {
      Resources: {
        Alarm: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            AlarmName: 'waypost-dev-mailed',
            AlarmDescription: 'Nothing is mailed',
            ...METRIC,
            Statistic: 'Sum',
            Period: 60,
            EvaluationPeriods: 1,
            Threshold: 5,
            ComparisonOperator: 'GreaterThanThreshold',
          },
        },
        Dashboard: {
          Type: 'AWS::CloudWatch::Dashboard',
          Properties: { DashboardName: 'waypost-dev', DashboardBody: JSON.stringify(dashboard) },
        },
      },
    },
  });
  await outputsOf(emulator(), {
    stack: 'somebody-elses',
    account: DEV,
    template: {
      Resources: {
        Other: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            AlarmName: 'somebody-elses',
            ...METRIC,
            Statistic: 'Sum',
            Period: 60,
            EvaluationPeriods: 1,
            Threshold: 5,
            ComparisonOperator: 'GreaterThanThreshold',
          },
        },
      },
    },
  });
});

test('an environment is shown with its alarms, its metrics’ newest values and its stacks’ events', async () => {
  const { cloud } = await dev();
  await cloud.cloudWatch(accountCredentials(DEV), REGION).send(
    new PutMetricDataCommand({
      Namespace: METRIC.Namespace,
      MetricData: [{ MetricName: METRIC.MetricName, Value: 7 }],
    }),
  );
  const [view, ...others] = (await dev()).views;

  expect(others).toEqual([]);
  expect(view).toMatchObject({ name: 'dev', account: DEV });
  expect(view?.alarms).toEqual([
    {
      name: 'waypost-dev-mailed',
      region: REGION,
      state: expect.stringMatching(/^(OK|ALARM|INSUFFICIENT_DATA)$/) as string,
      reason: expect.any(String) as string,
      description: 'Nothing is mailed',
    },
  ]);
  expect(view?.dashboards).toEqual([
    {
      name: 'waypost-dev',
      region: REGION,
      metrics: [{ widget: 'Mails', name: 'waypost Mailed', value: 7 }],
    },
  ]);
  const [stack] = view?.stacks ?? [];
  expect(stack).toMatchObject({ name: 'waypost-dev-monitoring', region: REGION });
  expect(stack?.events[0]).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(stack?.events.map(({ resource }) => resource)).toContain('Dashboard');
});
