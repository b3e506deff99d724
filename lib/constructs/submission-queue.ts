import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface SubmissionQueueProps {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  /** Of the function that takes from the queue. */
  readonly consumerTimeout: Duration;
}

/** Tries before a message goes to the dead-letter queue: with the waits between, a quarter of an hour. */
const DELIVERY_ATTEMPTS = 5;

/** Messages on their way from the visitor to the owner. */
export class SubmissionQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: SubmissionQueueProps) {
    super(scope, id);

    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      queueName: props.deadLetterQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest there is. A message keeps its age when it moves here, so the queue's own
      // retention (4 days) has to be shorter.
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: DELIVERY_ATTEMPTS },
    });
  }

  /** Lambda polls with the function's role, which gets what polling takes and no more. */
  feed(consumer: LambdaFunction) {
    this.queue.grant(consumer, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    new EventSourceMapping(this, 'Feed', {
      target: consumer,
      eventSourceArn: this.queue.queueArn,
      // SES lets a new account send one mail a second. Two at once is the least that Lambda takes;
      // a mail that SES refuses for coming too fast is tried again.
      batchSize: 1,
      maxConcurrency: 2,
      // Without it a message that failed counts as delivered: the handler reports and never throws.
      reportBatchItemFailures: true,
    });
  }
}
