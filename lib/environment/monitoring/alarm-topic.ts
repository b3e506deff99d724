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
 * Takes only the alarms of this account. Not encrypted at rest: an alarm holds no personal data,
 * CloudWatch cannot publish with AWS's key, and a key of our own costs 1 USD a month.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { topicName, subscribers }: AlarmTopicProps) {
    super(scope, id, { topicName, enforceSSL: true });
    for (const address of subscribers) this.addSubscription(new EmailSubscription(address));
    admitAlarms(this, '*');
  }
}

/**
 * Lets alarms with these names publish. The condition is the source of the call, as in AWS's own
 * example for CloudWatch. If the topic refuses a call here, nobody gets the alarm.
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
