import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields, type Logger } from '../../shared/logger';
import { deliver, type DeliverOutcome, type DeliverPorts } from '../core/deliver';
import { MalformedMessage, parseMessage } from './parse-message';

export interface DeliverHandlerPorts extends DeliverPorts {
  readonly retentionDays: number;
  readonly log: Logger;
}

/**
 * Delivers a batch, its messages side by side, and reports those that failed, so that the queue
 * delivers only them again. Never rejects: Lambda would log the error's message.
 */
export function deliverHandler({ retentionDays, log: logger, ...ports }: DeliverHandlerPorts) {
  const succeeds = async (record: SQSRecord, requestId: string): Promise<boolean> => {
    let log = logger.with({ requestId, queueMessageId: record.messageId });
    try {
      const submission = parseMessage(record.body);
      log = log.with({ submissionId: submission.id, destination: submission.destination });
      report(await deliver(submission, retentionDays, ports), log);
      return true;
    } catch (error) {
      const event = error instanceof MalformedMessage ? 'malformed' : 'undelivered';
      log.error(`submission.${event}`, { error: errorFields(error) });
      return false;
    }
  };

  return async (
    event: SQSEvent,
    { awsRequestId }: Pick<Context, 'awsRequestId'>,
  ): Promise<SQSBatchResponse> => {
    const results = await Promise.all(
      event.Records.map(async (record) => ({ record, ok: await succeeds(record, awsRequestId) })),
    );
    return {
      batchItemFailures: results
        .filter(({ ok }) => !ok)
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };
}

function report(outcome: DeliverOutcome, log: Logger) {
  switch (outcome.kind) {
    case 'mailed':
      log.info('submission.mailed', { mailMessageId: outcome.mailMessageId });
      return;
    case 'mailed-before':
      log.info('submission.mailed-before');
      return;
    case 'mailed-twice':
      log.warn('submission.mailed-twice', { mailMessageId: outcome.mailMessageId });
  }
}
