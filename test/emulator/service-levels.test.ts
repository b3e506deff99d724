import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { environmentNamed } from '../../bin/commands/terminal/environment-named';
import { ServiceLevels } from '../../lib/environment/monitoring/service-levels';
import { environmentNames } from '../../lib/naming';
import { MonitoringStack } from '../../lib/stacks/monitoring-stack';
import { exampleConfig } from '../helpers/example-config';
import { story } from '../helpers/story';
import { expectAllowedAndRecorded } from '../least-privilege/recorded-calls';
import { cdkDeploy } from './support/cdk';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const config = exampleConfig();
const environment = environmentNamed(config, 'dev');
const names = environmentNames(config.project, environment.name);

/** The contact page and its API. */
let site: Server;
let status: number;
beforeAll(async () => {
  site = createServer((_, response) => response.writeHead(status).end());
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const env = { account: DEV, region: REGION };
  await cdkDeploy(emulator(), {
    ...env,
    regions: [REGION],
    fill: (app) => {
      const contact = new Stack(app, 'Contact', { env, stackName: names.stacks.contact });
      new ServiceLevels(contact, 'ServiceLevels', {
        names,
        forms: config.contact.forms,
        pageUrl: url,
        api: { apiId: 'api', apiEndpoint: url },
        logRetentionDays: RetentionDays.ONE_WEEK,
        tracing: false,
      });
      new MonitoringStack(app, 'Monitoring', {
        env,
        stackName: names.stacks.monitoring,
        project: config.project,
        environment: { ...environment, backup: undefined },
        drift: { stacks: [] },
        subscribers: config.notifications,
      });
      return '*';
    },
  });
});
afterAll(() => {
  site.close();
});

const client = () => clientOf(emulator(), { account: DEV });

async function look() {
  const lambda = new LambdaClient(client());
  const FunctionName = names.serviceLevelsFunction;
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  expect([FunctionError, Buffer.from(Payload ?? []).toString()]).toEqual([undefined, 'null']);
}

/** What the metric said so many minutes ago, as if a function had logged it then. */
async function happened(MetricName: string, minutesAgo: number, Value = 1) {
  const { namespace, dimensions } = names.metrics;
  await new CloudWatchClient(client()).send(
    new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: [
        {
          MetricName,
          Dimensions: [{ Name: 'Environment', Value: dimensions.Environment }],
          Timestamp: new Date(Date.now() - minutesAgo * 60_000),
          Value,
        },
      ],
    }),
  );
}

async function stateOf(alarm: string) {
  const AlarmNames = [names.alarm(alarm)];
  const { MetricAlarms } = await new CloudWatchClient(client()).send(
    new DescribeAlarmsCommand({ AlarmNames }),
  );
  return MetricAlarms?.[0]?.StateValue;
}

const pagesFor = async (alarm: string) =>
  (await emulator().mails()).filter(({ subject }) =>
    subject.startsWith(`ALARM: "${names.alarm(alarm)}"`),
  );

test(
  'a look at a form that answers leaves a heartbeat, and no burn',
  step(async () => {
    status = 200;
    await look();
    expect(await stateOf('heartbeat')).toBe('OK');
    expect(await stateOf('form-unavailable')).toBe('INSUFFICIENT_DATA');
  }),
);

test(
  'one probe that fails pages nobody',
  step(async () => {
    status = 503;
    await look();
    expect(await stateOf('form-unavailable')).toBe('INSUFFICIENT_DATA');
    expect(await pagesFor('form-unavailable')).toEqual([]);
  }),
);

test(
  'a form that still fails at the next look pages once, and says where to read on',
  step(async () => {
    await happened('ProbeFailed', 6);
    await look();
    await look();
    expect(await stateOf('form-unavailable')).toBe('ALARM');
    const pages = await pagesFor('form-unavailable');
    expect(pages).toHaveLength(config.notifications.length);
    expect(pages[0]?.text).toContain('Page. The form is unavailable');
    expect(pages[0]?.text).toContain('docs/runbook.md#the-form-is-unavailable');
  }),
);

test(
  'mail that SES may not send pages by its own alarm',
  step(async () => {
    status = 200;
    expect(await stateOf('mail-late')).toBe('INSUFFICIENT_DATA');
    await happened('Late', 1);
    await happened('Late', 12);
    await look();
    expect(await stateOf('mail-late')).toBe('ALARM');
    expect(await pagesFor('mail-late')).toHaveLength(config.notifications.length);
  }),
);

test(
  'its role may do what it does, and no more is recorded',
  step(async () => {
    const { endpoint, decisionsFile } = emulator();
    await expectAllowedAndRecorded({
      by: 'service-levels',
      endpoint,
      decisionsFile,
      placeOf: () => ({
        prefix: `${config.project}-${environment.name}`,
        account: DEV,
        region: REGION,
        toolsAccount: TOOLS,
        senders: [],
      }),
    });
  }),
);
