import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DRIFT_ENV, DRIFT_METRIC, type DriftEnv } from '../../../lambdas/drift-detection/contract';
import { formatStacks, type StackAddress } from '../../../lambdas/shared/stack-address';
import { FUNCTION_SOURCES } from '../../functions/function-sources';
import { type EnvironmentNames, functionLogGroup } from '../../naming';
import { BundledFunction } from '../../functions/bundled-function';
import { LogQueries } from './log-queries';
import { RunbookAlarm } from './runbook-alarm';

export interface DriftDetectionProps {
  readonly names: EnvironmentNames;
  /** All that the environment has. */
  readonly stacks: readonly StackAddress[];
  readonly logRetentionDays: RetentionDays;
  readonly topic: ITopic;
}

/**
 * Checks once a day whether the environment is still what was deployed (docs/adr/0021). It uses a
 * role that bootstrap makes. It runs in Lambda's own network, because it only asks CloudFormation
 * and reads no data.
 */
export class DriftDetection extends Construct {
  /** Resources that are not as they were deployed. */
  readonly metric: Metric;

  constructor(scope: Construct, id: string, props: DriftDetectionProps) {
    super(scope, id);
    const { names, stacks, topic } = props;
    const { namespace, dimensions } = names.metrics;
    const log = new LogGroup(this, 'Log', {
      logGroupName: functionLogGroup(names.driftFunction),
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const detector = new BundledFunction(this, 'Function', {
      functionName: names.driftFunction,
      description: 'Looks for what was changed past the deployments',
      source: FUNCTION_SOURCES.driftDetection,
      memorySize: 256,
      timeout: Duration.minutes(15),
      // Not to be changed: its policy is bootstrap's.
      role: Role.fromRoleName(this, 'Role', names.driftReaderRole, { mutable: false }),
      logGroup: log,
      environment: {
        [DRIFT_ENV.stacks]: formatStacks(stacks),
        [DRIFT_ENV.namespace]: namespace,
        [DRIFT_ENV.environment]: dimensions.Environment,
      } satisfies DriftEnv,
    });
    new Rule(this, 'Daily', {
      ruleName: names.driftFunction,
      description: `Starts ${names.driftFunction}`,
      // Early in the day of most of Europe, before anybody pushes.
      schedule: Schedule.cron({ hour: '4', minute: '17' }),
      targets: [new LambdaFunction(detector)],
    });
    new LogQueries(this, 'Queries', { prefix: names.logQueries, logs: { drift: log } });
    this.metric = new Metric({
      namespace,
      metricName: DRIFT_METRIC,
      dimensionsMap: dimensions,
      statistic: Stats.MAXIMUM,
      period: Duration.days(1),
    });
    new RunbookAlarm(this, 'Alarm', {
      alarm: 'drift',
      alarmName: names.alarm('drift'),
      metric: this.metric,
      topic,
    });
  }
}
