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
import { RunbookAlarm } from '../environment/monitoring/runbook-alarm';
import { contactMetrics } from '../environment/monitoring/contact-metrics';
import { type EnvironmentNames, environmentNames } from '../naming';
import type { EmailAddress, ProjectName } from '../types/branded';

export interface MonitoringStackProps extends StackProps {
  readonly project: ProjectName;
  readonly environment: Pick<EnvironmentConfig, 'name' | 'backup' | 'logRetentionDays'>;
  /** What is watched for changes past the deployments. */
  readonly drift: Pick<DriftDetectionProps, 'stacks'>;
  /** Who hears of alarms. */
  readonly subscribers: readonly EmailAddress[];
}

/** Seconds. Delivery takes some; a message that failed three times is older than this. */
const STUCK_MESSAGE_AGE = 600;

/**
 * Fractions of the mail sent. AWS reviews an account at 0.05 bounced and 0.001 complained of; we hear
 * before.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
 */
const BOUNCE_RATE = 0.03;
const COMPLAINT_RATE = 0.0005;

/** One failure can be a slow answer of the table. A broken guard fails for each message. */
const GUARD_FAULTS_A_DAY = 3;

/** Nothing else reports a held message: it is stored, not mailed, and its sender was thanked. */
const SPAM_A_DAY = 1;

/**
 * A mistyped address bounces now and then. More bounces mean that somebody fills in other people's
 * addresses.
 */
const RECEIPT_FEEDBACK_A_DAY = 3;

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

    this.alarms();
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
   * AWS charges for alarms beyond ten in an account. So one alarm covers what another would report
   * as well.
   */
  private alarms() {
    const { metrics } = this;
    this.alarm('dead-letters', 'Messages that could not be delivered', metrics.deadLetters, 1);
    this.alarm(
      'stuck-messages',
      'Messages wait too long',
      metrics.oldestMessageAge,
      STUCK_MESSAGE_AGE,
    );
    this.alarm('mail-parked', 'Mail is parked', metrics.parked, 1);
    this.alarm('submissions-failed', 'Submissions failed', metrics.failed, 1);
    this.alarm('spam-held', 'Messages are held as spam', metrics.spamOfDay, SPAM_A_DAY);
    this.alarm('function-errors', 'A function fails', metrics.allErrors, 1);
    this.alarm('function-throttles', 'A function is throttled', metrics.allThrottles, 1);
    this.alarm('server-errors', 'The API answers with server errors', metrics.serverErrors, 1);
    this.alarm(
      'guard-unavailable',
      'The guard is unavailable',
      metrics.guardUnavailable,
      GUARD_FAULTS_A_DAY,
    );
    this.alarm(
      'receipt-feedback',
      'Receipts bounce or are complained of',
      metrics.receiptFeedback,
      RECEIPT_FEEDBACK_A_DAY,
    );
    this.alarm(
      'feedback-dead-letters',
      'Feedback on mail was lost',
      metrics.feedbackDeadLetters,
      1,
    );
    this.alarm('bounce-rate', 'Too much mail bounces', metrics.bounceRate, BOUNCE_RATE);
    this.alarm(
      'complaint-rate',
      'Too many complaints about mail',
      metrics.complaintRate,
      COMPLAINT_RATE,
    );
  }

  private alarm(name: string, runbook: string, metric: Metric, threshold: number) {
    const alarmName = this.names.alarm(name);
    new RunbookAlarm(this, name, { alarmName, runbook, metric, threshold, topic: this.topic });
  }

  private dashboard(drift: DriftDetection) {
    const { functions, ...metrics } = this.metrics;
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: this.names.dashboard });
    const graph = (title: string, left: Metric[], right: Metric[] = []) =>
      new GraphWidget({ title, left, right, width: 12 });
    dashboard.addWidgets(
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
        [metrics.retried, metrics.parked, metrics.guardUnavailable],
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
