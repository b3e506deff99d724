import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Logger } from '../../shared/logger';
import type { Metrics } from '../../shared/metrics';
import { MAX_RECEIVES, type MetricName } from '../contract';
import { deliver } from '../core/deliver';
import type { DeliverPorts } from '../core/delivery-attempt';
import { afterFault, type Disposition } from '../core/disposition';
import type { QueueMessage } from '../submission';
import { MalformedMessage, parseMessage } from './parse-message';
import { reporter } from './report';
import { type Received, settle, type SettlePorts } from './settle';

export interface DeliverHandlerPorts extends DeliverPorts, SettlePorts {
  readonly queue: SettlePorts['queue'];
  readonly retentionDays: number;
  /** Unique name of a delivery. */
  readonly newId: () => string;
  readonly metrics: Metrics<MetricName>;
  readonly log: Logger;
}

type Invocation = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** Until a claim ends, the invocation that took it has been cut off for certain. */
const CLAIM_MARGIN_MS = 1_000;

/**
 * Delivers a batch, its messages side by side, and reports those that are to come back, so that the
 * queue delivers only them again. Never rejects: Lambda would log the error's message, and the queue
 * would deliver the whole batch again.
 */
export function deliverHandler(ports: DeliverHandlerPorts) {
  const { log: logger, metrics, retentionDays, newId, now } = ports;

  const comesBack = async (record: SQSRecord, context: Invocation): Promise<boolean> => {
    const received = receivedOf(record);
    const report = reporter(
      logger.with({ requestId: context.awsRequestId, queueMessageId: record.messageId }),
      metrics,
      now,
    );
    let message: QueueMessage | undefined;
    let disposition: Disposition;
    try {
      message = parseMessage(received.body);
      report.about(message);
      const deadline = now().getTime() + context.getRemainingTimeInMillis();
      const claim = { by: newId(), until: deadline + CLAIM_MARGIN_MS };
      const { lastTry } = received;
      const delivery = { claim, lastTry, deadline, retentionDays, tell: report.tell };
      disposition = await deliver(message, delivery, ports);
    } catch (error) {
      disposition =
        error instanceof MalformedMessage
          ? { kind: 'give-up', reason: 'malformed', error }
          : afterFault(received.lastTry, 'unexpected', error);
    }
    const settlement = await settle(disposition, received, message, ports);
    report.settled(disposition, settlement);
    return !settlement.acknowledged;
  };

  return async (event: SQSEvent, context: Invocation): Promise<SQSBatchResponse> => {
    const results = await Promise.all(
      event.Records.map(async (record) => ({ record, back: await comesBack(record, context) })),
    );
    return {
      batchItemFailures: results
        .filter(({ back }) => back)
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };
}

function receivedOf({ body, receiptHandle, attributes }: SQSRecord): Received {
  const receiveCount = Number(attributes.ApproximateReceiveCount);
  return { body, receiptHandle, receiveCount, lastTry: receiveCount >= MAX_RECEIVES };
}
