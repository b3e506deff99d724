import { deploy, outputsOf, type Template, update } from './support/deploy';
import { sendSigned } from './support/http';
import { DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();

async function budgets(action: string, parameters: object = {}) {
  const { text } = await sendSigned(
    `${emulator().endpoint}/`,
    'budgets',
    { account: DEV },
    {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSBudgetServiceGateway.${action}`,
      },
      body: JSON.stringify({ AccountId: DEV, ...parameters }),
    },
  );
  return JSON.parse(text) as Record<string, unknown>;
}

const notification = {
  NotificationType: 'FORECASTED',
  ComparisonOperator: 'GREATER_THAN',
  Threshold: 100,
  ThresholdType: 'PERCENTAGE',
};
const template = (Amount: number): Template => ({
  Resources: {
    Budget: {
      Type: 'AWS::Budgets::Budget',
      Properties: {
        Budget: {
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount, Unit: 'USD' },
        },
        NotificationsWithSubscribers: [
          {
            Notification: notification,
            Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'owner@example.com' }],
          },
        ],
      },
    },
  },
  Outputs: { Name: { Value: { Ref: 'Budget' } } },
});

test('AWS::Budgets::Budget makes, changes and removes a budget with its notifications', async () => {
  const { Name: BudgetName = '' } = await outputsOf(emulator(), {
    stack: 'cost',
    template: template(5),
  });
  expect(await budgets('DescribeBudgets')).toMatchObject({
    Budgets: [{ BudgetName, BudgetLimit: { Amount: '5', Unit: 'USD' } }],
  });
  expect(await budgets('DescribeNotificationsForBudget', { BudgetName })).toMatchObject({
    Notifications: [notification],
  });

  await update(emulator(), { stack: 'cost', template: template(10) });
  expect(await budgets('DescribeBudgets')).toMatchObject({
    Budgets: [{ BudgetName, BudgetLimit: { Amount: '10' } }],
  });

  const Resources = { Bucket: { Type: 'AWS::S3::Bucket' } };
  await update(emulator(), { stack: 'cost', template: { Resources } });
  expect(await budgets('DescribeBudgets')).toEqual({ Budgets: [] });
});

test('control: a budget that AWS Budgets refuses fails its stack', async () => {
  const { Budget } = template(5).Resources;
  const Properties = { ...Budget?.Properties, Budget: { BudgetType: 'COST', TimeUnit: 'WEEKLY' } };
  const failed = await deploy(emulator(), {
    stack: 'weekly',
    template: { Resources: { Budget: { Type: 'AWS::Budgets::Budget', Properties } } },
  });
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failed.reasons.join()).toContain('Budget.TimeUnit must be one of');
});

test('an anomaly monitor and its subscription are recorded, with the ARNs that AWS gives', async () => {
  const outputs = await outputsOf(emulator(), {
    stack: 'anomalies',
    template: {
      Resources: {
        Monitor: {
          Type: 'AWS::CE::AnomalyMonitor',
          Properties: { MonitorName: 'waypost', MonitorType: 'DIMENSIONAL' },
        },
        Subscription: {
          Type: 'AWS::CE::AnomalySubscription',
          Properties: { MonitorArnList: [{ 'Fn::GetAtt': ['Monitor', 'MonitorArn'] }] },
        },
      },
      Outputs: { Monitor: { Value: { Ref: 'Monitor' } } },
    },
  });
  expect(outputs['Monitor']).toMatch(new RegExp(`^arn:aws:ce::${DEV}:anomalymonitor/`));
  const listed = (await emulator().resources()).filter(({ stack }) => stack === 'anomalies');
  expect(listed.map(({ coverage }) => coverage)).toEqual(['recorded', 'recorded']);
});
