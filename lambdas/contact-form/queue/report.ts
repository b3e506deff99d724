import { errorFields, type Logger } from '../../shared/logger';
import type { Metrics } from '../../shared/metrics';
import { MAILED_WITHIN_MS, type MetricName, METRICS } from '../contract';
import type { Disposition, Happening } from '../core/disposition';
import type { QueueMessage } from '../submission';
import type { Settlement } from './settle';

/** Says of one message what happened: identifiers and codes to the log, counts to the metrics. */
export function reporter(logger: Logger, metrics: Metrics<MetricName>, now: () => Date) {
  let log = logger;
  /** Epoch milliseconds. */
  let receivedAt: number | undefined;
  return {
    about(message: QueueMessage) {
      // The owner released it: it waited for that.
      if (message.kind === 'submission' && message.released !== true) {
        receivedAt = Date.parse(message.submission.receivedAt);
      }
      log =
        message.kind === 'mailed'
          ? log.with({ submissionId: message.record.id })
          : log.with({
              submissionId: message.submission.id,
              destination: message.submission.destination,
              form: message.submission.form,
            });
    },

    tell: (happening: Happening) => {
      tell(happening, log, metrics);
      if (happening.kind === 'mailed') countIfLate();
    },

    settled(disposition: Disposition, settlement: Settlement) {
      if (!settlement.acknowledged && settlement.error !== undefined) {
        log.error('queue.failed', { error: errorFields(settlement.error) });
      }
      settled(disposition, settlement, log, metrics);
      if (disposition.kind === 'postpone' || disposition.kind === 'retry') countIfLate();
    },
  };

  function countIfLate() {
    if (receivedAt !== undefined && now().getTime() - receivedAt > MAILED_WITHIN_MS) {
      metrics.count(METRICS.late);
    }
    // A try counts once, whatever follows its mail.
    receivedAt = undefined;
  }
}

function tell(happening: Happening, log: Logger, metrics: Metrics<MetricName>) {
  switch (happening.kind) {
    case 'mailed': {
      const { mailMessageId, delayMs, recordedBy } = happening;
      metrics.count(METRICS.mailed);
      metrics.milliseconds(METRICS.deliveryDelay, delayMs);
      log.info('submission.mailed', { mailMessageId, recordedBy });
      return;
    }
    case 'spam':
      log.info('submission.spam', { reasons: happening.reasons });
      for (const reason of happening.reasons) metrics.count(METRICS.spam, reason);
      return;
    case 'expired':
      log.error('submission.expired');
      metrics.count(METRICS.failed, 'expired');
      return;
    case 'receipt-sent':
      metrics.count(METRICS.receiptSent);
      log.info('receipt.sent');
      return;
    case 'receipt-skipped':
      log.warn('receipt.skipped');
      return;
    case 'fault':
      log.error(`${happening.step}.failed`, { error: errorFields(happening.error) });
      return;
    case 'mailed-twice':
    case 'mail-failed':
      log.warn(`submission.${happening.kind}`, { mailMessageId: happening.mailMessageId });
      return;
    case 'recorded':
      log.info('submission.recorded', { mailMessageId: happening.mailMessageId });
      return;
    case 'mailed-before':
    case 'failed-before':
    case 'spam-before':
      log.info(`submission.${happening.kind}`);
  }
}

function settled(
  disposition: Disposition,
  settlement: Settlement,
  log: Logger,
  metrics: Metrics<MetricName>,
) {
  switch (disposition.kind) {
    case 'acknowledge':
      return;
    case 'wait':
      log.info('submission.in-progress');
      return;
    case 'postpone':
      log.warn('submission.postponed', { reason: disposition.reason });
      metrics.count(disposition.pause === 'parked' ? METRICS.parked : METRICS.retried);
      return;
    case 'retry':
      log.warn('submission.retried', {
        reason: disposition.reason,
        error: errorFields(disposition.error),
      });
      metrics.count(METRICS.retried);
      return;
    case 'give-up':
      log.error('submission.failed', {
        reason: disposition.reason,
        ...(disposition.error !== undefined && { error: errorFields(disposition.error) }),
      });
      // Otherwise it comes back, to be given up again.
      if (settlement.acknowledged) metrics.count(METRICS.failed, disposition.reason);
  }
}
