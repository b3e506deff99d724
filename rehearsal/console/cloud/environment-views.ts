import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  GetDashboardCommand,
  GetMetricDataCommand,
  paginateDescribeAlarms,
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import type { RehearsedApp } from '../../app';
import { accountCredentials, type Cloud } from '../../emulator/cloud';
import type { Location, ProvisionedResource } from '../../emulator/inventory';
import type { AlarmView, DashboardView, EnvironmentView, StackView } from './views';

/** Number of events of each stack. The deployment of a big one has some hundred. */
const STACK_EVENTS = 200;
const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
/** Metrics of the last day: a rehearsal is not older. */
const METRIC_HOURS = 24;

/** The environments that have a stack, with the current state in their accounts. */
export async function environmentViews(
  { environments }: Pick<RehearsedApp, 'environments'>,
  resources: readonly ProvisionedResource[],
  cloud: Pick<Cloud, 'cloudFormation' | 'cloudWatch'>,
  now: Date,
): Promise<readonly EnvironmentView[]> {
  const views = environments.map(async ({ name, account, owns }) => {
    const own = resources.filter(owns);
    const watchedIn = (place: Location) => ({
      region: place.region,
      client: cloud.cloudWatch(accountCredentials(place.account), place.region),
    });
    const regions = new Map(own.map((one) => [`${one.account} ${one.region}`, one]));
    // CloudWatch is not asked: the emulator's list of dashboards has times that no client can read.
    const dashboards = own.filter(({ type }) => type === 'AWS::CloudWatch::Dashboard');
    const [stacks, alarms] = await Promise.all([
      Promise.all(
        stacksOf(own).map(({ stack, account, region }) =>
          stackView(cloud.cloudFormation(accountCredentials(account), region), stack, region),
        ),
      ),
      Promise.all(
        [...regions.values()].map((place) => alarmViews(watchedIn(place), alarmsIn(own, place))),
      ),
    ]);
    return {
      name,
      account,
      stacks,
      alarms: alarms.flat(),
      dashboards: await Promise.all(
        dashboards.map((one) => dashboardView(one.physicalId, watchedIn(one), now)),
      ),
    };
  });
  return (await Promise.all(views)).filter(({ stacks }) => stacks.length > 0);
}

function stacksOf(resources: readonly ProvisionedResource[]) {
  const found = new Map(resources.map((one) => [`${one.account} ${one.region} ${one.stack}`, one]));
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

function alarmsIn(
  resources: readonly ProvisionedResource[],
  { account, region }: Location,
): readonly string[] {
  return resources
    .filter((one) => one.account === account && one.region === region)
    .filter(({ type }) => ALARMS.includes(type))
    .map(({ physicalId }) => physicalId);
}

async function alarmViews(
  { region, client }: Watched,
  names: readonly string[],
): Promise<AlarmView[]> {
  if (names.length === 0) return [];
  const found: (MetricAlarm | CompositeAlarm)[] = [];
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    found.push(...MetricAlarms, ...CompositeAlarms);
  }
  const own = found.filter(({ AlarmName = '' }) => names.includes(AlarmName));
  return own.map((alarm) => ({
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
