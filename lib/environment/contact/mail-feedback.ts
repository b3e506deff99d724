import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ContactFunction } from '../../functions/contact-function';

export interface MailFeedbackProps {
  /** Where SES tells what became of mails. */
  readonly events: ITopic;
  readonly deadLetterQueueName: string;
  /** Makes the function that hears of it, with the queue for what it fails at. */
  readonly handler: (deadLetterQueue: IQueue) => ContactFunction;
}

/** Hears what became of mails after SES took them. */
export class MailFeedback extends Construct {
  constructor(scope: Construct, id: string, props: MailFeedbackProps) {
    super(scope, id);

    const deadLetterQueue = new Queue(this, 'DeadLetters', {
      queueName: props.deadLetterQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // SNS hands over and is done, so what the function fails at three times is Lambda's to keep; what
    // SNS cannot hand over is SNS's.
    const handler = props.handler(deadLetterQueue);
    props.events.addSubscription(new LambdaSubscription(handler, { deadLetterQueue }));
  }
}
