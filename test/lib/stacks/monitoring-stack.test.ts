import type { Template } from 'aws-cdk-lib/assertions';
import { LEVEL_METRICS } from '../../../lambdas/service-levels/contract';
import { ALARMS } from '../../../lib/environment/monitoring/alarms';
import { descriptionOf } from '../../../lib/environment/monitoring/runbook-alarm';
import { only } from '../../helpers/pipeline-definition';
import { assertRunbook, headings } from '../../helpers/runbook';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import {
  expectResource,
  resourcesOf,
  type Statement,
  statementsOf,
} from '../../helpers/template-rules';

const { template, all, assembly } = synthesizedEnvironment('prod');
const monitoring = template('monitoring');

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly Dimensions?: { readonly Name: string; readonly Value: string }[];
  readonly MetricName: string;
  readonly Period: number;
  readonly AlarmActions: unknown[];
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
}

const alarms = resourcesOf(monitoring)
  .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
  .map(([, { Properties }]) => Properties as unknown as Alarm);

/** Every physical name that a resource of the environment has, by the dimension that holds it. */
const names: Record<string, (string | undefined)[]> = {
  QueueName: physicalNames('AWS::SQS::Queue', 'QueueName'),
  FunctionName: physicalNames('AWS::Lambda::Function', 'FunctionName'),
  Environment: variables('ENVIRONMENT_NAME'),
};

function physicalNames(type: string, property: string) {
  return all
    .flatMap((one) => resourcesOf(one.template))
    .filter(([, { Type }]) => Type === type)
    .map(([, { Properties }]) => Properties?.[property] as string | undefined);
}

/** What the functions read from a variable. */
function variables(name: string) {
  return all
    .flatMap((one) => resourcesOf(one.template))
    .map(([, { Properties }]) => Properties?.['Environment'] as Record<string, unknown> | undefined)
    .map((environment) => environment?.['Variables'] as Record<string, string> | undefined)
    .map((values) => values?.[name]);
}

function assertDimensionsExist({ AlarmName, Dimensions = [] }: Alarm) {
  for (const { Name, Value } of Dimensions) {
    if (!names[Name]?.includes(Value)) {
      throw new Error(`${AlarmName} watches ${Name} ${Value}, which nothing has`);
    }
  }
}

describe('alarms', () => {
  test('are those of the table that belong to an environment, each as the table has it', () => {
    const elsewhere: readonly string[] = [
      'dnssec-failure',
      'dnssec-key',
      'pipeline-news-lost',
      // An option; see test/lib/environment/contact/webhooks.test.ts.
      'webhook-dead-letters',
    ];
    const expected = Object.entries(ALARMS)
      .filter(([name]) => !elsewhere.includes(name))
      .map(([name, alarm]) => ({
        AlarmName: `waypost-prod-${name}`,
        AlarmDescription: descriptionOf(alarm),
        Threshold: alarm.threshold,
        TreatMissingData: alarm.missing,
      }));
    const found = alarms.map(({ AlarmName, AlarmDescription, Threshold, TreatMissingData }) => ({
      AlarmName,
      AlarmDescription,
      Threshold,
      TreatMissingData,
    }));
    const byName = (one: { AlarmName: string }, two: { AlarmName: string }) =>
      one.AlarmName.localeCompare(two.AlarmName);
    expect(found.sort(byName)).toEqual(expected.sort(byName));
  });

  // What each cause sets off of these: test/lambdas/service-levels/levels.test.ts.
  test('page for a level, or when nobody looks at them; all others are notices', () => {
    const paging = alarms
      .filter(({ AlarmDescription }) => !AlarmDescription.startsWith('Notice. '))
      .map(({ AlarmName, MetricName }) => [AlarmName, MetricName]);
    expect(paging.sort()).toEqual([
      ['waypost-prod-form-unavailable', LEVEL_METRICS.formBurn],
      ['waypost-prod-heartbeat', LEVEL_METRICS.heartbeat],
      ['waypost-prod-mail-late', LEVEL_METRICS.mailBurn],
    ]);
  });

  test('on the service levels see every look: a look is in each period, and half an hour of looks in the heartbeat', () => {
    const period = (name: string) =>
      alarms.find(({ AlarmName }) => AlarmName === `waypost-prod-${name}`)?.Period;
    expect(['mail-late', 'form-unavailable', 'budget-burns'].map(period)).toEqual([600, 600, 600]);
    expect(alarms.find(({ AlarmName }) => AlarmName === 'waypost-prod-heartbeat')).toMatchObject({
      Period: 300,
      EvaluationPeriods: 6,
    });
  });

  test('go off at the threshold and above, but the heartbeat below it', () => {
    for (const { AlarmName, ComparisonOperator } of alarms) {
      expect([AlarmName, ComparisonOperator]).toEqual([
        AlarmName,
        AlarmName.endsWith('-heartbeat') ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
      ]);
    }
  });

  test('tell of the first message of a day that is held as spam', () => {
    expect(alarms.find(({ AlarmName }) => AlarmName === 'waypost-prod-spam-held')).toMatchObject({
      MetricName: 'Spam',
      Threshold: 1,
      Statistic: 'Sum',
      Period: 86_400,
    });
  });

  test('watch things that exist', () => {
    for (const alarm of alarms) {
      expect(() => {
        assertDimensionsExist(alarm);
      }).not.toThrow();
    }
  });

  test('control: the check of dimensions notices a name that nothing has', () => {
    const Dimensions = [{ Name: 'QueueName', Value: 'waypost-prod-submission' }];
    expect(() => {
      assertDimensionsExist({ ...alarms[0], AlarmName: 'typo', Dimensions } as Alarm);
    }).toThrow('typo watches QueueName waypost-prod-submission, which nothing has');
  });

  test('link to a heading of the runbook that exists', () => {
    for (const alarm of alarms) {
      expect(() => {
        assertRunbook(alarm);
      }).not.toThrow();
    }
  });

  test('control: the check of links notices a heading that is gone', () => {
    const AlarmDescription = 'Gone. See docs/runbook.md#gone';
    expect(() => {
      assertRunbook({ ...alarms[0], AlarmName: 'old', AlarmDescription });
    }).toThrow('old links to no heading of the runbook');
  });

  test('tell when they begin and when they end', () => {
    for (const alarm of alarms) {
      expect(alarm).toHaveProperty('OKActions', alarm.AlarmActions);
      expect(alarm.AlarmActions).toHaveLength(1);
    }
  });
});

/** A rule is no alarm, but its mail says where to read on as well. */
interface BackupRule {
  readonly Description: string;
  readonly EventPattern: unknown;
  readonly Targets: { readonly InputTransformer: { readonly InputTemplate: string } }[];
}

function rulesOf(template: Template) {
  return resourcesOf(template)
    .filter(([, { Type }]) => Type === 'AWS::Events::Rule')
    .map(([, { Properties }]) => Properties as { EventPattern?: unknown });
}

describe('drift', () => {
  const { Properties = {} } = only(monitoring, 'AWS::Lambda::Function');
  const { Variables } = Properties['Environment'] as { Variables: Record<string, string> };

  test('is looked for in every stack of the environment, each in its region', () => {
    const stacks = assembly.stacks.map(
      ({ stackName, environment }) => `${environment.region}/${stackName}`,
    );
    expect(Variables['DRIFT_STACKS']?.split(' ').sort()).toEqual(stacks.sort());
  });

  test('is looked for once a day, under the role that bootstrap makes', () => {
    expect(JSON.stringify(Properties['Role'])).toContain('role/waypost-prod-drift-reader');
    expectResource(monitoring, 'AWS::Events::Rule', { ScheduleExpression: 'cron(17 4 * * ? *)' });
  });

  test('is a state that lasts from one look to the next', () => {
    expect(alarms.find(({ AlarmName }) => AlarmName === 'waypost-prod-drift')).toMatchObject({
      MetricName: 'DriftedResources',
      Period: 86_400,
      TreatMissingData: 'ignore',
    });
  });
});

describe('failed backups', () => {
  const rule = rulesOf(monitoring).find(({ EventPattern }) => EventPattern) as BackupRule;

  test('are told of, as are failed copies and restore tests, with a link to the runbook', () => {
    expect(rule.EventPattern).toEqual({
      source: ['aws.backup'],
      'detail-type': [
        'Backup Job State Change',
        'Copy Job State Change',
        'Restore Job State Change',
      ],
      detail: {
        resourceType: ['DynamoDB'],
        $or: [
          { state: ['FAILED', 'ABORTED', 'EXPIRED'] },
          { status: ['FAILED', 'ABORTED', 'EXPIRED'] },
        ],
      },
    });
    const [target] = rule.Targets;
    for (const text of [rule.Description, target?.InputTransformer.InputTemplate]) {
      expect(headings).toContain(/docs\/runbook\.md#([\w-]+)/.exec(text ?? '')?.[1]);
    }
  });

  test('are not looked for where there are no backups', () => {
    const dev = synthesizedEnvironment('dev').template('monitoring');
    expect(rulesOf(dev).filter(({ EventPattern }) => EventPattern)).toEqual([]);
    expect(statementsOf(dev).map(({ statement }) => statement.Principal)).not.toContainEqual({
      Service: 'events.amazonaws.com',
    });
  });
});

describe('alarm topic', () => {
  test('takes the alarms of its own account by the key that AWS documents, what EventBridge says of backups, and nothing else', () => {
    const allowed = statementsOf(monitoring)
      .map(({ statement }) => statement)
      .filter(({ Effect }: Statement) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:333333333333:alarm:*' },
        },
      }),
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'events.amazonaws.com' },
      }),
    ]);
  });

  test('writes to the configured addresses', () => {
    expectResource(monitoring, 'AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'owner@example.com',
    });
  });

  test("is not under AWS's own key, which alarms cannot publish under", () => {
    expectResource(monitoring, 'AWS::SNS::Topic', { TopicName: 'waypost-prod-alarms' });
    expect(JSON.stringify(monitoring.toJSON())).not.toContain('KmsMasterKeyId');
  });
});

test('dashboard shows every metric that an alarm watches', () => {
  const body = JSON.stringify(monitoring.findResources('AWS::CloudWatch::Dashboard'));
  for (const { MetricName } of alarms) expect(body).toContain(MetricName);
});
