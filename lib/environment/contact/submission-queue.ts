import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE_ACTIONS, MAX_RECEIVES } from '../../../lambdas/contact-form/contract';
import { MESSAGE_DAYS_IN_QUEUE } from '../../constants';

export interface SubmissionQueueProps {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  /** Of the function that takes from the queue. */
  readonly consumerTimeout: Duration;
  /** Days after which no message is kept anywhere. */
  readonly retentionDays: number;
}

/** The longest there is. */
const DEAD_LETTER_DAYS = 14;

/**
 * Queue of messages on their way from the visitor to the owner, and queue of messages that no retry
 * can deliver.
 */
export class SubmissionQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: SubmissionQueueProps) {
    super(scope, id);

    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      queueName: props.deadLetterQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // SQS counts from the time at which a message was sent to the first queue, unless `deliver`
      // itself moved it.
      retentionPeriod: Duration.days(Math.min(DEAD_LETTER_DAYS, props.retentionDays)),
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(Math.min(MESSAGE_DAYS_IN_QUEUE, props.retentionDays)),
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** Lambda polls with the function's role, which gets only the permissions for polling. */
  feed(consumer: LambdaFunction) {
    this.queue.grant(consumer, ...EVENT_SOURCE_ACTIONS);
    new EventSourceMapping(this, 'Feed', {
      target: consumer,
      eventSourceArn: this.queue.queueArn,
      // Two concurrent functions are the fewest that Lambda allows. They read a burst quickly, but
      // SES lets a new account send one mail a second: messages that SES throttles are put back.
      batchSize: 10,
      maxConcurrency: 2,
      // Without it a failed message counts as delivered, because the handler reports failures and
      // never throws.
      reportBatchItemFailures: true,
    });
  }
}
