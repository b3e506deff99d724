import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../contact-form/contract';
import { errorFields, type Logger } from '../shared/logger';
import type { TestRequest, TestResult, Webhook } from './contract';
import { attempt, type AttemptOutcome } from './core/attempt';
import { retryDelay } from './core/retry-delay';
import { parseMessage, type WebhookMessage } from './message';
import type { WebhookPorts } from './ports';

interface Invocation {
  readonly awsRequestId: string;
}

/**
 * Tells the webhooks of a batch of messages, side by side, and reports those that are to come back. Never
 * rejects: Lambda would log the error's message. Or sends a test event, if that is asked for.
 */
export function webhooksHandler(ports: WebhookPorts) {
  const batch = async (event: SQSEvent, logger: Logger): Promise<SQSBatchResponse> => {
    const results = await Promise.all(
      event.Records.map(async (record) => {
        const log = logger.with({ queueMessageId: record.messageId });
        return { record, done: await handle(record, ports, log) };
      }),
    );
    return {
      batchItemFailures: results
        .filter(({ done }) => !done)
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };

  return async (event: SQSEvent | TestRequest, { awsRequestId }: Invocation) => {
    const log = ports.log.with({ requestId: awsRequestId });
    return 'Records' in event ? batch(event, log) : test(event, ports, log);
  };
}

/** Resolves with true when the queue may forget the message. */
async function handle(record: SQSRecord, ports: WebhookPorts, logger: Logger): Promise<boolean> {
  const { queue, deadLetters } = ports;
  let log = logger;
  try {
    const message = parseMessage(record.body);
    if (message === undefined) {
      log.error('webhook.failed', { reason: 'malformed' });
      await deadLetters.put(record.body, 'malformed');
      return true;
    }
    log = log.with({ submissionId: message.id, form: message.form });
    const webhooks = webhooksOf(message, ports.webhooks);
    const [webhook] = webhooks;
    if (webhook === undefined) {
      // Of another form, of a smoke test, or removed from the configuration since.
      log.info('webhook.none');
      return true;
    }
    if (webhooks.length > 1) {
      // Each is tried by itself: one that fails must not repeat the others.
      for (const { name } of webhooks) await queue.put({ ...message, webhook: name }, 0);
      return true;
    }
    log = log.with({ webhook: webhook.name });
    return await tell(webhook, message, record, ports, log);
  } catch (error) {
    // It comes back after the queue's own timeout.
    log.error('webhook.queue.failed', { error: errorFields(error) });
    return false;
  }
}

async function tell(
  webhook: Webhook,
  message: WebhookMessage,
  { receiptHandle, attributes }: SQSRecord,
  ports: WebhookPorts,
  log: Logger,
): Promise<boolean> {
  const tries = Number(attributes.ApproximateReceiveCount);
  const outcome = await outcomeOf(webhook, message, ports, log);
  if (outcome === undefined) return true;
  if (outcome.kind === 'sent') {
    log.info('webhook.sent');
    return true;
  }
  const { reason } = outcome;
  if (outcome.kind === 'give-up' || tries >= MAX_RECEIVES) {
    await ports.deadLetters.put(JSON.stringify({ ...message, webhook: webhook.name }), reason);
    log.error('webhook.failed', { reason });
    return true;
  }
  log.warn('webhook.retried', { reason });
  await ports.queue.hide(receiptHandle, retryDelay(tries, outcome.retryAfterSeconds));
  return false;
}

/** Undefined when there is nothing to tell any more. */
async function outcomeOf(
  webhook: Webhook,
  message: WebhookMessage,
  ports: WebhookPorts,
  log: Logger,
): Promise<AttemptOutcome | undefined> {
  try {
    const values = webhook.content ? await ports.submissions.valuesOf(message.id) : undefined;
    if (webhook.content && values === undefined) {
      log.info('webhook.erased');
      return undefined;
    }
    return await attempt(
      webhook,
      { type: message.type, event: message, ...(values && { values }) },
      ports,
    );
  } catch (error) {
    log.error('webhook.aws.failed', { error: errorFields(error) });
    return { kind: 'retry', reason: 'aws' };
  }
}

function webhooksOf(
  { form, webhook, destination }: WebhookMessage,
  all: readonly Webhook[],
): readonly Webhook[] {
  if (destination !== 'owner') return [];
  return all.filter((one) => one.form === form && (webhook ?? one.name) === one.name);
}

async function test(
  { test: name }: TestRequest,
  ports: WebhookPorts,
  logger: Logger,
): Promise<TestResult> {
  const webhook = ports.webhooks.find((one) => one.name === name);
  if (webhook === undefined) return { outcome: 'unknown' };
  const log = logger.with({ webhook: webhook.name });
  try {
    const result = await attempt(webhook, { type: 'webhook.test' }, ports);
    const outcome = result.kind === 'sent' ? 'sent' : result.reason;
    log.info('webhook.tested', { outcome });
    return { outcome };
  } catch (error) {
    log.error('webhook.aws.failed', { error: errorFields(error) });
    return { outcome: 'aws' };
  }
}
