import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { EmailAddress } from '../../types/branded';

export interface AlarmTopicProps {
  readonly topicName: string;
  readonly subscribers: readonly EmailAddress[];
}

/**
 * Takes the alarms of this account and nothing else. Without encryption at rest: an alarm tells
 * nothing personal, CloudWatch cannot publish under AWS's key, and one of our own costs 1 USD a month.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { topicName, subscribers }: AlarmTopicProps) {
    super(scope, id, { topicName, enforceSSL: true });
    for (const address of subscribers) this.addSubscription(new EmailSubscription(address));
    admitAlarms(this, '*');
  }
}

/**
 * Lets alarms of these names publish, as AWS's own statement for CloudWatch has it: by the source of
 * the call. What a topic refuses here is an alarm that nobody hears.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function admitAlarms(topic: Topic, alarms: string) {
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnLike: { 'aws:SourceArn': alarmArn(topic, alarms) } },
    }),
  );
}

/** Of alarms in the topic's account and region. */
export function alarmArn(topic: Topic, alarms: string) {
  const { account, partition, region } = Stack.of(topic);
  return `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarms}`;
}
