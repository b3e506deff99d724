import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { FunctionProcess, Invocation } from './function-process';

export interface EventSourceOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** One poller each, as Lambda's `maxConcurrency`. */
  readonly functions: readonly FunctionProcess[];
  readonly batchSize: number;
}

/** What a poller did: for the tests that ask in which pass something happened. */
export interface Pass {
  readonly messageIds: readonly string[];
  readonly bodies: readonly string[];
  /** How often each had been received by then, this time included. */
  readonly receiveCounts: readonly number[];
  readonly invocation: Invocation['kind'];
  readonly failed: readonly string[];
}

/**
 * Lambda's event source of a queue with `ReportBatchItemFailures`: deletes what succeeded, leaves what
 * failed to its visibility timeout, and everything when the function died or threw.
 */
export class EventSource {
  readonly passes: Pass[] = [];
  private open = true;
  private readonly pollers: Promise<void>[];

  constructor(private readonly options: EventSourceOptions) {
    this.pollers = options.functions.map((one) => this.poll(one));
  }

  async stop(): Promise<void> {
    this.open = false;
    await Promise.all(this.pollers);
  }

  private async poll(target: FunctionProcess): Promise<void> {
    const { sqs, queueUrl, batchSize } = this.options;
    while (this.open) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: batchSize,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length > 0) await this.deliver(Messages, target);
    }
  }

  private async deliver(messages: readonly Message[], target: FunctionProcess): Promise<void> {
    const invocation = await target.invoke({ Records: messages.map(recordOf) });
    const failed = failuresOf(messages, invocation);
    this.passes.push({
      messageIds: messages.map(({ MessageId }) => MessageId ?? ''),
      bodies: messages.map(({ Body }) => Body ?? ''),
      receiveCounts: messages.map(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount)),
      invocation: invocation.kind,
      failed,
    });
    const done = messages.filter(({ MessageId }) => !failed.includes(MessageId ?? ''));
    if (done.length === 0) return;
    await this.options.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.options.queueUrl,
        Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }
}

function failuresOf(messages: readonly Message[], invocation: Invocation): readonly string[] {
  const all = messages.map(({ MessageId }) => MessageId ?? '');
  if (invocation.kind !== 'returned') return all;
  const { batchItemFailures } = invocation.result as SQSBatchResponse;
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

export function recordOf(message: Message): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ...message.Attributes } as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { dataType: value.DataType ?? 'String', stringValue: value.StringValue ?? '' },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:222222222222:queue',
    awsRegion: 'eu-west-1',
  };
}
