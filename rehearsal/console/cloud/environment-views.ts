import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import type { Config } from '../../../lib/config/config';
import { environmentPrefix } from '../../../lib/naming';
import { accountCredentials, type Cloud } from '../../emulator/cloud';
import type { ProvisionedResource } from '../../emulator/inventory';
import type { AlarmView, DashboardView, EnvironmentView, StackView } from './views';

/** Number of events of each stack. The deployment of a big one has some hundred. */
const STACK_EVENTS = 200;
/** Metrics of the last day: a rehearsal is not older. */
const METRIC_HOURS = 24;

/** The environments that have a stack, with the current state in their accounts. */
export async function environmentViews(
  config: Pick<Config, 'project' | 'environments'>,
  resources: readonly ProvisionedResource[],
  cloud: Pick<Cloud, 'cloudFormation' | 'cloudWatch'>,
  now: Date,
): Promise<readonly EnvironmentView[]> {
  const views = config.environments.map(async ({ name, account }) => {
    const prefix = environmentPrefix(config.project, name);
    const own = resources.filter(
      (one) => one.account === account && one.stack.startsWith(`${prefix}-`),
    );
    const credentials = accountCredentials(account);
    const watchedIn = (region: string) => ({
      region,
      client: cloud.cloudWatch(credentials, region),
    });
    const regions = [...new Set(own.map(({ region }) => region))];
    // CloudWatch is not asked: the emulator's list of dashboards has times that no client can read.
    const dashboards = own.filter(({ type }) => type === 'AWS::CloudWatch::Dashboard');
    const [stacks, alarms] = await Promise.all([
      Promise.all(
        stacksOf(own).map(({ stack, region }) =>
          stackView(cloud.cloudFormation(credentials, region), stack, region),
        ),
      ),
      Promise.all(regions.map((region) => alarmViews(watchedIn(region), prefix))),
    ]);
    return {
      name,
      account,
      stacks,
      alarms: alarms.flat(),
      dashboards: await Promise.all(
        dashboards.map(({ physicalId, region }) =>
          dashboardView(physicalId, watchedIn(region), now),
        ),
      ),
    };
  });
  return (await Promise.all(views)).filter(({ stacks }) => stacks.length > 0);
}

function stacksOf(resources: readonly ProvisionedResource[]) {
  const found = new Map(resources.map((one) => [`${one.region} ${one.stack}`, one]));
  return [...found.values()].sort((a, b) => a.stack.localeCompare(b.stack));
}

async function stackView(
  client: CloudFormationClient,
  name: string,
  region: string,
): Promise<StackView> {
  const command = new DescribeStackEventsCommand({ StackName: name });
  const { StackEvents = [] } = await client.send(command);
  return {
    name,
    region,
    events: StackEvents.slice(0, STACK_EVENTS).map((event) => ({
      at: event.Timestamp?.toISOString() ?? '',
      resource: event.LogicalResourceId ?? '',
      type: event.ResourceType ?? '',
      status: event.ResourceStatus ?? '',
      reason: event.ResourceStatusReason ?? '',
    })),
  };
}

interface Watched {
  readonly region: string;
  readonly client: CloudWatchClient;
}

async function alarmViews({ region, client }: Watched, prefix: string): Promise<AlarmView[]> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({
      AlarmNamePrefix: `${prefix}-`,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map((alarm) => ({
    name: alarm.AlarmName ?? '',
    region,
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    reason: alarm.StateReason ?? '',
    description: alarm.AlarmDescription ?? '',
  }));
}

async function dashboardView(
  name: string,
  { region, client }: Watched,
  now: Date,
): Promise<DashboardView> {
  const command = new GetDashboardCommand({ DashboardName: name });
  const { DashboardBody = '{}' } = await client.send(command);
  const metrics = shownMetrics(DashboardBody);
  const values = await newestValues(metrics, client, now);
  return {
    name,
    region,
    metrics: metrics.map(({ widget, label }, index) => ({
      widget,
      name: label,
      value: values.get(idOf(index)) ?? null,
    })),
  };
}

interface ShownMetric {
  readonly widget: string;
  readonly label: string;
  /** Unset for a metric that is computed from others. */
  readonly query?: Omit<MetricDataQuery, 'Id'>;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
const dashboardSchema = z.object({
  widgets: z
    .array(
      z.object({
        type: z.string(),
        properties: z.looseObject({
          title: z.string().default(''),
          stat: z.string().default('Average'),
          metrics: z.array(z.array(z.unknown())).default([]),
        }),
      }),
    )
    .default([]),
});
const expressionSchema = z.object({ expression: z.string(), label: z.string().optional() });
const renderingSchema = z.object({ stat: z.string().optional() });

/** Each metric of a dashboard's graphs, with the names of its source. */
export function shownMetrics(body: string): ShownMetric[] {
  const parsed = dashboardSchema.safeParse(JSON.parse(body));
  return (parsed.data?.widgets ?? []).flatMap(({ properties: { title, stat, metrics } }) =>
    metrics.map((entry) => shownMetric(entry, title, stat)),
  );
}

function shownMetric(entry: readonly unknown[], widget: string, stat: string): ShownMetric {
  const computed = expressionSchema.safeParse(entry[0]);
  if (computed.success) {
    const { label, expression } = computed.data;
    return { widget, label: label ?? expression };
  }
  const [namespace = '', metric = '', ...pairs] = entry.filter((part) => typeof part === 'string');
  const dimensions = pairs.flatMap((name, index) =>
    index % 2 === 0 ? [{ Name: name, Value: pairs[index + 1] ?? '' }] : [],
  );
  const shown = dimensions.map(({ Name, Value }) => `${Name}=${Value}`);
  const own = renderingSchema.safeParse(entry.at(-1)).data?.stat;
  return {
    widget,
    label: [namespace, metric, ...shown].join(' '),
    query: {
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: metric, Dimensions: dimensions },
        Period: 300,
        Stat: own ?? stat,
      },
    },
  };
}

async function newestValues(
  metrics: readonly ShownMetric[],
  client: CloudWatchClient,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const queries = metrics.flatMap(({ query }, index) =>
    query ? [{ ...query, Id: idOf(index) }] : [],
  );
  if (queries.length === 0) return new Map();
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(now.getTime() - METRIC_HOURS * 3_600_000),
      EndTime: now,
      ScanBy: 'TimestampDescending',
    }),
  );
  return new Map(
    MetricDataResults.flatMap(({ Id, Values }) => {
      const newest = Values?.[0];
      return Id === undefined || newest === undefined ? [] : [[Id, newest] as const];
    }),
  );
}

/** In CloudWatch, ids must begin with a small letter. */
function idOf(index: number): string {
  return `m${index}`;
}
