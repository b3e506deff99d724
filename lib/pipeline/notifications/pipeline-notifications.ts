import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../../config/config';
import { pipelineNames } from '../../naming';
import type { ArtifactStore } from '../artifacts/artifact-store';
import { admitAlarms, alarmArn } from '../../environment/monitoring/alarm-topic';
import { PASS_ON_ACTIONS } from '../../environment/customer-key';
import { DeliveryDashboard } from './delivery-dashboard';
import { NotificationFunction } from './notification-function';
import { RunbookAlarm } from '../../environment/monitoring/runbook-alarm';

export interface PipelineNotificationsProps extends Pick<
  Config,
  'project' | 'environments' | 'notifications'
> {
  readonly pipeline: IPipeline;
  /** Whether a person may have to approve before the pipeline updates itself. */
  readonly asksBeforeUpdate: boolean;
  readonly artifacts: ArtifactStore;
  readonly buildLogs: ILogGroup;
}

/** Tells subscribers what happens to releases, and raises an alarm when it cannot. */
export class PipelineNotifications extends Construct {
  constructor(scope: Construct, id: string, props: PipelineNotificationsProps) {
    super(scope, id);
    const names = pipelineNames(props.project);

    // Under a key of our own: mails quote logs, and an alarm cannot publish under `alias/aws/sns`.
    const topic = new Topic(this, 'Topic', {
      topicName: names.notificationTopic,
      masterKey: props.artifacts.key,
      enforceSSL: true,
    });
    for (const address of props.notifications) {
      topic.addSubscription(new EmailSubscription(address));
    }
    const { deadLetters, log } = new NotificationFunction(this, 'News', { ...props, topic });
    admitAlarms(topic, names.notificationAlarm);
    lendKey(props.artifacts.key, topic, names.notificationAlarm);
    // CloudWatch itself publishes this alarm, so it does not depend on what it watches.
    new RunbookAlarm(this, 'NewsLost', {
      alarm: 'pipeline-news-lost',
      alarmName: names.notificationAlarm,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
      topic,
    });
    new DeliveryDashboard(this, 'Dashboard', { ...props, log });
  }
}

/**
 * AWS's own statement for CloudWatch names the source of the call and no service that it is made by.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function lendKey(key: IKey, topic: Topic, alarm: string) {
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: [...PASS_ON_ACTIONS],
      resources: ['*'],
      conditions: { ArnLike: { 'aws:SourceArn': alarmArn(topic, alarm) } },
    }),
  );
}
