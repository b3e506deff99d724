import { Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/config';
import { AlarmTopic } from '../environment/monitoring/alarm-topic';
import { BackupFailures } from '../environment/backup/backup-failures';
import {
  DriftDetection,
  type DriftDetectionProps,
} from '../environment/monitoring/drift-detection';
import type { AlarmId } from '../environment/monitoring/alarms';
import { RunbookAlarm } from '../environment/monitoring/runbook-alarm';
import { contactMetrics } from '../environment/monitoring/contact-metrics';
import { type EnvironmentNames, environmentNames } from '../naming';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface MonitoringStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<
    EnvironmentConfig,
    'name' | 'backup' | 'logRetentionDays' | 'webhooks'
  >;
  /** What is watched for changes past the deployments. */
  readonly drift: Pick<DriftDetectionProps, 'stacks'>;
  /** Who hears of alarms. */
  readonly subscribers: readonly EmailAddress[];
}

/** Watches the contact flow by name, so that it waits for none of the other stacks' resources. */
export class MonitoringStack extends Stack {
  private readonly names: EnvironmentNames;
  private readonly metrics: ReturnType<typeof contactMetrics>;
  private readonly topic: AlarmTopic;

  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    super(scope, id, props);
    this.names = environmentNames(props.project, props.environment.name);
    this.metrics = contactMetrics(this.names);
    this.topic = new AlarmTopic(this, 'Alarms', {
      topicName: this.names.alarmTopic,
      subscribers: props.subscribers,
    });

    this.alarms(props.environment.webhooks.length > 0);
    if (props.environment.backup) {
      new BackupFailures(this, 'BackupFailures', {
        ruleName: this.names.alarm('backup-failed'),
        runbook: 'A backup failed',
        topic: this.topic,
      });
    }
    const drift = new DriftDetection(this, 'Drift', {
      ...props.drift,
      names: this.names,
      logRetentionDays: props.environment.logRetentionDays,
      topic: this.topic,
    });
    this.dashboard(drift);
  }

  /**
   * AWS charges for metrics in alarms beyond ten in an account. So one alarm covers what another
   * would report as well (docs/adr/0044).
   */
  private alarms(webhooks: boolean) {
    const { metrics } = this;
    const watched = {
      'mail-late': metrics.mailBurn,
      'form-unavailable': metrics.formBurn,
      'budget-burns': metrics.slowBurn,
      heartbeat: metrics.heartbeat,
      'dead-letters': metrics.deadLetters,
      'submissions-failed': metrics.failed,
      'spam-held': metrics.spamOfDay,
      'function-errors': metrics.allErrors,
      'guard-unavailable': metrics.guardUnavailable,
      'receipt-feedback': metrics.receiptFeedback,
      'feedback-dead-letters': metrics.feedbackDeadLetters,
      ...(webhooks && { 'webhook-dead-letters': metrics.webhookDeadLetters }),
      'bounce-rate': metrics.bounceRate,
      'complaint-rate': metrics.complaintRate,
    } satisfies Partial<Record<AlarmId, Metric>>;
    for (const [alarm, metric] of Object.entries(watched) as [keyof typeof watched, Metric][]) {
      const alarmName = this.names.alarm(alarm);
      new RunbookAlarm(this, alarm, { alarm, alarmName, metric, topic: this.topic });
    }
  }

  private dashboard(drift: DriftDetection) {
    const { functions, ...metrics } = this.metrics;
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: this.names.dashboard });
    const graph = (title: string, left: Metric[], right: Metric[] = []) =>
      new GraphWidget({ title, left, right, width: 12 });
    dashboard.addWidgets(
      graph('How fast the error budgets burn (1 pages)', [
        metrics.mailBurn,
        metrics.formBurn,
        metrics.slowBurn,
      ]),
      graph('Probes that failed, and looks', [metrics.probesFailed], [metrics.heartbeat]),
      graph('Messages by fate', [
        metrics.received,
        metrics.refused,
        metrics.spam,
        metrics.mailed,
        metrics.failed,
      ]),
      graph(
        'From received to mailed, 95th percentile, and what delays it',
        [metrics.deliveryDelay],
        [metrics.late, metrics.retried, metrics.parked, metrics.guardUnavailable],
      ),
      graph(
        'Messages waiting, and the age of the oldest',
        [metrics.waiting, metrics.deadLetters, metrics.feedbackDeadLetters],
        [metrics.oldestMessageAge],
      ),
      graph(
        'Mail to owners, and receipts',
        [metrics.mailsSent, metrics.mailsDelivered, metrics.renderingFailures],
        [metrics.receiptsSent, metrics.receiptFeedback],
      ),
      graph(
        'Function calls and their errors',
        functions.flatMap(({ invocations, errors, throttles }) => [invocations, errors, throttles]),
      ),
      graph(
        'Function durations, 95th percentile',
        functions.map(({ duration }) => duration),
      ),
      graph('API server errors', [metrics.serverErrors]),
      graph('Resources that drifted', [drift.metric]),
      graph('Bounce and complaint rates', [metrics.bounceRate, metrics.complaintRate]),
    );
  }
}
