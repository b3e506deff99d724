import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LeastPrivilegeFunction } from '../../functions/least-privilege-function';

export interface MailEventSubscriptionProps {
  /** Topic to which SES reports what became of mails. */
  readonly events: ITopic;
  readonly deadLetterQueueName: string;
  /** Makes the function that gets these reports, with a queue for reports at which it fails. */
  readonly handler: (deadLetterQueue: IQueue) => LeastPrivilegeFunction;
}

/** Gets SES's reports on mails after SES took them. */
export class MailEventSubscription extends Construct {
  readonly handler: LeastPrivilegeFunction;

  constructor(scope: Construct, id: string, props: MailEventSubscriptionProps) {
    super(scope, id);

    const deadLetterQueue = new Queue(this, 'DeadLetters', {
      queueName: props.deadLetterQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // Lambda keeps a report at which the function fails three times. SNS keeps a report that it
    // cannot hand over to Lambda.
    this.handler = props.handler(deadLetterQueue);
    props.events.addSubscription(new LambdaSubscription(this.handler, { deadLetterQueue }));
  }
}
