import { exampleConfig, prodInput } from '../../helpers/example-config';
import { only } from '../../helpers/pipeline-definition';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import { expectResource, resourcesOf } from '../../helpers/template-rules';

/** The stack of an environment with these options. */
function costStack(options: object) {
  const notifications = ['owner@example.com', 'helper@example.com'];
  const config = exampleConfig({ notifications, environments: [{ ...prodInput, ...options }] });
  const { assembly, template, all } = synthesizedEnvironment('prod', config);
  return { all, assembly, template: () => template('cost') };
}

describe('budget', () => {
  const { template, assembly } = costStack({});

  test('is of the whole account, and by the month', () => {
    const { Budget } = only(template(), 'AWS::Budgets::Budget').Properties as {
      Budget: Record<string, unknown>;
    };
    expect(Budget).toEqual({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 10, Unit: 'USD' },
    });
  });

  test('tells everybody of what is spent and of what will be', () => {
    const { NotificationsWithSubscribers } = only(template(), 'AWS::Budgets::Budget')
      .Properties as unknown as {
      NotificationsWithSubscribers: {
        Notification: { NotificationType: string; Threshold: number };
        Subscribers: { Address: string }[];
      }[];
    };
    expect(
      NotificationsWithSubscribers.map(({ Notification, Subscribers }) => [
        Notification.NotificationType,
        Notification.Threshold,
        ...Subscribers.map(({ Address }) => Address),
      ]),
    ).toEqual([
      ['ACTUAL', 80, 'owner@example.com', 'helper@example.com'],
      ['ACTUAL', 100, 'owner@example.com', 'helper@example.com'],
      ['FORECASTED', 100, 'owner@example.com', 'helper@example.com'],
    ]);
  });

  test('is made where CloudFormation knows budgets, whatever the region of the environment', () => {
    expect(assembly.getStackByName('waypost-prod-cost').environment.region).toBe('us-east-1');
  });

  test('is as high as configured', () => {
    expectResource(costStack({ monthlyBudgetUsd: 50 }).template(), 'AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 50 } },
    });
  });

  test('of 0 is none, and without a monitor there is no stack', () => {
    const made = costStack({ monthlyBudgetUsd: 0 }).all.map(({ stack }) => stack);
    expect(made).toContain('dns');
    expect(made).not.toContain('cost');
  });
});

describe('anomalies', () => {
  const existing = 'arn:aws:ce::333333333333:anomalymonitor/0123-abcd';

  test('are told of by nobody unless the configuration asks', () => {
    const types = resourcesOf(costStack({}).template()).map(([, { Type }]) => Type);
    expect(types).toEqual(['AWS::Budgets::Budget']);
  });

  test('are found by a monitor of our own when there is none yet', () => {
    const template = costStack({ anomalyMonitor: 'create' }).template();
    expectResource(template, 'AWS::CE::AnomalyMonitor', {
      MonitorType: 'DIMENSIONAL',
      MonitorDimension: 'SERVICE',
    });
    expectResource(template, 'AWS::CE::AnomalySubscription', {
      Frequency: 'DAILY',
      MonitorArnList: [{ 'Fn::GetAtt': ['AnomalyMonitor', 'MonitorArn'] }],
      Subscribers: [
        { Type: 'EMAIL', Address: 'owner@example.com' },
        { Type: 'EMAIL', Address: 'helper@example.com' },
      ],
    });
  });

  test("are found by the account's monitor when there is one", () => {
    const template = costStack({ anomalyMonitor: existing }).template();
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
    expectResource(template, 'AWS::CE::AnomalySubscription', { MonitorArnList: [existing] });
  });

  test.each([
    [50, '10'],
    [0, '1'],
  ])('are told of from a fifth of a budget of %i USD', (monthlyBudgetUsd, least) => {
    const template = costStack({ anomalyMonitor: 'create', monthlyBudgetUsd }).template();
    const { ThresholdExpression } = only(template, 'AWS::CE::AnomalySubscription').Properties as {
      ThresholdExpression: string;
    };
    expect(JSON.parse(ThresholdExpression)).toMatchObject({
      Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', Values: [least] },
    });
  });
});
