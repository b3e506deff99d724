import { Template } from 'aws-cdk-lib/assertions';
import { assertPeriod, assertPublished, measuredIn, publishedBy } from '../helpers/alarm-rules';
import { expandAction } from '../helpers/iam';
import { assertMachine, assertPipelineType, only } from '../helpers/pipeline-definition';
import { actionsOf, type Resource, resourcesOf, statementsOf } from '../helpers/template-rules';
import { bareAndFull, synthesizedApp } from '../helpers/synthesis';

/**
 * What the library's validator does not notice, held over every template: the pipeline's, those of an
 * environment with nothing switched on, and with everything. Held elsewhere: records outside their
 * zone, a CNAME at the apex and two SPF records (zones.test.ts, test/lib/config), routes and permissions
 * to call a function (invocations.test.ts), handlers that are not in the asset
 * (test/end-to-end/handlers.test.ts).
 */
const { stacks } = synthesizedApp(bareAndFull());
const templates = stacks.map(({ template }) => template);
const all = (type: string) =>
  templates.flatMap((template) => resourcesOf(template).filter(([, { Type }]) => Type === type));

function templateOf(Resources: Record<string, Resource>) {
  return Template.fromJSON({ Resources });
}

/** Actions that IAM does not have. */
async function unknownActions(template: Template): Promise<string[]> {
  const actions = new Set(statementsOf(template).flatMap(({ statement }) => actionsOf(statement)));
  const checked = [...actions]
    .filter((action) => action !== '*')
    .map(async (action) => {
      const found = await expandAction(action).catch(() => []);
      return found.length > 0 ? [] : [action];
    });
  return (await Promise.all(checked)).flat();
}

describe('actions in policies', () => {
  test('are those that IAM has', async () => {
    for (const { stackName, template } of stacks) {
      expect([stackName, await unknownActions(template)]).toEqual([stackName, []]);
    }
  });

  test.each(['sqs:SendMesage', 'sqz:SendMessage', 's3:GetObjekt*'])(
    'control: %s is noticed',
    async (Action) => {
      const Statement = [{ Effect: 'Allow', Action: ['sqs:SendMessage', Action], Resource: '*' }];
      const Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement } } };
      expect(await unknownActions(templateOf({ Policy }))).toEqual([Action]);
    },
  );
});

describe('alarms', () => {
  const alarms = templates.flatMap((template) => measuredIn(template));
  const published = publishedBy(templates);
  const failed = alarms.find(([name]) => name.endsWith('submissions-failed'));

  test('watch metrics that somebody publishes, by the dimensions that they are published with', () => {
    expect(alarms.length).toBeGreaterThan(20);
    for (const [alarm, measured] of alarms) {
      expect(() => {
        assertPublished(alarm, measured, published);
      }).not.toThrow();
    }
  });

  test.each([
    ['a metric that is not', { MetricName: 'MailParked' }],
    ['another namespace', { Namespace: 'AWS/SESv2' }],
    ['another dimension', { Dimensions: [{ Name: 'ConfigurationSet' }] }],
    ['no dimension', { Dimensions: [] }],
  ])('control: %s is noticed', (_, change) => {
    const sound = { Namespace: '', MetricName: '', Period: 300, ...failed?.[1] };
    expect(() => {
      assertPublished('broken', { ...sound, ...change }, published);
    }).toThrow('broken watches');
  });

  test('control: without the function that looks at the service levels, their alarms are noticed', () => {
    const [name, measured] = alarms.find(([one]) => one.endsWith('mail-late')) ?? ['', undefined];
    const without = publishedBy(
      templates.filter((template) => !JSON.stringify(template).includes('PROBE_URL')),
    );
    expect(measured).toBeDefined();
    expect(() => {
      if (measured) assertPublished(name, measured, without);
    }).toThrow('which nobody publishes');
  });

  test('are evaluated in periods that CloudWatch takes', () => {
    for (const [alarm, measured] of alarms) {
      expect(() => {
        assertPeriod(alarm, measured);
      }).not.toThrow();
    }
  });

  test.each([45, 90, 2 * 86_400, Number.NaN])('control: a period of %d s is noticed', (Period) => {
    expect(() => {
      assertPeriod('odd', { Period });
    }).toThrow(`odd is evaluated in periods of ${Period} s`);
  });

  test('control: a term of metric math is an alarm’s measure too', () => {
    const MetricStat = { Metric: { Namespace: 'N', MetricName: 'M' }, Period: 45 };
    const Metrics = [{ MetricStat }, { Expression: 'm1 / 2' }];
    const Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'math', Metrics } };
    expect(measuredIn(templateOf({ Alarm }))).toEqual([
      ['math', { Namespace: 'N', MetricName: 'M', Period: 45 }],
    ]);
  });
});

describe('pipeline', () => {
  const [pipeline] = templates.filter((template) =>
    JSON.stringify(template).includes('AWS::CodePipeline::Pipeline'),
  );

  test('is of the type that its execution mode and its trigger need', () => {
    expect(() => {
      assertPipelineType(only(pipeline ?? templateOf({}), 'AWS::CodePipeline::Pipeline'));
    }).not.toThrow();
  });

  test.each([
    ['QUEUED', { ExecutionMode: 'QUEUED' }],
    ['trigger', { Triggers: [{}] }],
  ])('control: %s in a V1 pipeline is noticed', (what, properties) => {
    expect(() => {
      assertPipelineType({ Type: '', Properties: { PipelineType: 'V1', ...properties } });
    }).toThrow(`a V1 pipeline takes no ${what}`);
  });

  test('builds on machines that CodeBuild has', () => {
    const projects = all('AWS::CodeBuild::Project');
    expect(projects.length).toBeGreaterThan(3);
    for (const [, project] of projects) {
      expect(() => {
        assertMachine(project);
      }).not.toThrow();
    }
  });

  test.each([
    ['LINUX_CONTAINER', 'BUILD_GENERAL_SMALL'],
    ['LINUX_LAMBDA_CONTAINER', 'BUILD_GENERAL1_SMALL'],
  ])('control: %s with %s is noticed', (Type, ComputeType) => {
    expect(() => {
      assertMachine({ Type: '', Properties: { Environment: { Type, ComputeType } } });
    }).toThrow(`CodeBuild has no ${Type} of ${ComputeType}`);
  });
});
