import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import { OWN_MONITOR } from '../config/environment/spending';
import { environmentNames } from '../naming';
import { tagsOf } from '../tags';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface CostStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<EnvironmentConfig, 'name' | 'monthlyBudgetUsd' | 'anomalyMonitor'>;
  /** Who hears of spending. */
  readonly subscribers: readonly EmailAddress[];
}

/** Per cent of the budget, spent or forecast, at which AWS writes a mail. */
const THRESHOLDS = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/** Fraction of the budget. A cheaper anomaly is not reported. */
const ANOMALY_SHARE = 0.2;

/**
 * Watches what the environment's account costs. In us-east-1, because CloudFormation knows budgets in
 * some regions only, and for the whole account, because nothing else lives in it (docs/adr/0015).
 */
export class CostStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CostStackProps,
  ) {
    super(scope, id, props);
    if (props.environment.monthlyBudgetUsd > 0) this.budget();
    if (props.environment.anomalyMonitor !== undefined) {
      this.anomalies(props.environment.anomalyMonitor);
    }
  }

  /** Without a name: other addresses mean another budget, which could not have the same one. */
  private budget() {
    const { environment, subscribers } = this.props;
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: environment.monthlyBudgetUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: THRESHOLDS.map((threshold) => ({
        notification: {
          ...threshold,
          comparisonOperator: 'GREATER_THAN',
          thresholdType: 'PERCENTAGE',
        },
        subscribers: subscribers.map((address) => ({ subscriptionType: 'EMAIL', address })),
      })),
      resourceTags: tagsOf(this),
    });
  }

  private anomalies(monitor: string) {
    const { environment, subscribers } = this.props;
    const least = Math.max(1, environment.monthlyBudgetUsd * ANOMALY_SHARE);
    new CfnAnomalySubscription(this, 'AnomalySubscription', {
      subscriptionName: this.names().anomalySubscription,
      monitorArnList: [monitor === OWN_MONITOR ? this.monitor() : monitor],
      frequency: 'DAILY',
      subscribers: subscribers.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: JSON.stringify({
        Dimensions: {
          Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          MatchOptions: ['GREATER_THAN_OR_EQUAL'],
          Values: [String(least)],
        },
      }),
      resourceTags: tagsOf(this),
    });
  }

  private monitor() {
    return new CfnAnomalyMonitor(this, 'AnomalyMonitor', {
      monitorName: this.names().anomalyMonitor,
      monitorType: 'DIMENSIONAL',
      monitorDimension: 'SERVICE',
      resourceTags: tagsOf(this),
    }).attrMonitorArn;
  }

  private names() {
    return environmentNames(this.props.project, this.props.environment.name);
  }
}
