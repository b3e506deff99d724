import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type Pipeline, PipelineNotificationEvents } from 'aws-cdk-lib/aws-codepipeline';
import { DetailType, NotificationRule } from 'aws-cdk-lib/aws-codestarnotifications';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { EmailAddress } from '../types/branded';

export interface PipelineNotificationsProps {
  readonly pipeline: Pipeline;
  readonly topicName: string;
  /** A key of our own: what AWS's notifications publish to a topic under `alias/aws/sns` is lost. */
  readonly key: IKey;
  readonly subscribers: readonly EmailAddress[];
}

/** Tells by mail that a release failed, succeeded or waits for approval. */
export class PipelineNotifications extends Construct {
  constructor(scope: Construct, id: string, props: PipelineNotificationsProps) {
    super(scope, id);

    const topic = new Topic(this, 'Topic', {
      topicName: props.topicName,
      masterKey: props.key,
      enforceSSL: true,
    });
    for (const address of props.subscribers) {
      topic.addSubscription(new EmailSubscription(address));
    }
    this.admitNotifications(topic, props.key);
    // An approval's own topic stays unset: the rule tells of it, so nobody else needs to publish.
    new NotificationRule(this, 'Rule', {
      source: props.pipeline,
      events: [
        PipelineNotificationEvents.PIPELINE_EXECUTION_FAILED,
        PipelineNotificationEvents.PIPELINE_EXECUTION_SUCCEEDED,
        PipelineNotificationEvents.MANUAL_APPROVAL_NEEDED,
      ],
      detailType: DetailType.FULL,
      // A topic as target would admit the service for any account that it serves.
      targets: [
        {
          bindAsNotificationRuleTarget: () => ({
            targetType: 'SNS',
            targetAddress: topic.topicArn,
          }),
        },
      ],
    });
  }

  /**
   * The key's statement names no account: whether a call to KMS by way of SNS tells the one it is made
   * for is documented nowhere, and what the key refuses is lost without a word.
   * https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html
   */
  private admitNotifications(topic: Topic, key: IKey) {
    const { account, region } = Stack.of(this);
    const principals = [new ServicePrincipal('codestar-notifications.amazonaws.com')];
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
      }),
    );
  }
}
