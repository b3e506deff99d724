import { Duration } from 'aws-cdk-lib';
import { FilterOrPolicy, type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Webhook } from '../../../lambdas/webhooks/contract';
import type { LeastPrivilegeFunction } from '../../functions/least-privilege-function';
import { SubmissionQueue } from './submission-queue';

export interface WebhooksProps {
  readonly webhooks: readonly Pick<Webhook, 'form'>[];
  /** Topic of events of the contact form. */
  readonly events: ITopic;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  /** Makes the function that tells the webhooks. */
  readonly handler: (
    queues: Pick<SubmissionQueue, 'queue' | 'deadLetterQueue'>,
  ) => LeastPrivilegeFunction;
}

/** A try with 15 s for the receiver, and calls of AWS before and after it. */
export const WEBHOOKS_TIMEOUT = Duration.seconds(60);

/** Longer than all tries of a webhook. The events hold nothing of a visitor, so they may stay so long. */
const RETENTION_DAYS = 14;

/** Tells other systems of each mailed message of some forms. */
export class Webhooks extends Construct {
  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const queues = new SubmissionQueue(this, 'Events', {
      queueName: props.queueName,
      deadLetterQueueName: props.deadLetterQueueName,
      consumerTimeout: WEBHOOKS_TIMEOUT,
      retentionDays: RETENTION_DAYS,
    });
    queues.feed(props.handler(queues));
    props.events.addSubscription(
      new SqsSubscription(queues.queue, {
        rawMessageDelivery: true,
        // What SNS cannot put into the queue.
        deadLetterQueue: queues.deadLetterQueue,
        filterPolicyWithMessageBody: {
          destination: only('owner'),
          form: only(...new Set(props.webhooks.map(({ form }) => form))),
        },
      }),
    );
  }
}

function only(...allowlist: string[]) {
  return FilterOrPolicy.filter(SubscriptionFilter.stringFilter({ allowlist }));
}
