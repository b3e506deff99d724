import type { Context, SNSEvent } from 'aws-lambda';
import { errorFields, type Logger } from '../../shared/logger';
import type { Metrics } from '../../shared/metrics';
import { type MetricName, METRICS } from '../contract';
import type { FeedbackStore } from '../delivery-ports';
import { type MailEvent, parseMailEvent } from './parse-event';

export interface FeedbackPorts {
  readonly store: FeedbackStore;
  readonly metrics: Metrics<MetricName>;
  readonly log: Logger;
}

/** Lambda calls again, twice. Holds no cause: Lambda logs what a function rejects with. */
export class FeedbackNotRecorded extends Error {
  readonly code = 'FEEDBACK_NOT_RECORDED';
  constructor() {
    super('The table did not take what SES reported; see the log line before this one');
    this.name = 'FeedbackNotRecorded';
  }
}

/** Records what SES reports of a mail after taking it. Rejects with FeedbackNotRecorded. */
export function feedbackHandler({ store, metrics, log: logger }: FeedbackPorts) {
  const record = async (event: MailEvent, log: Logger): Promise<void> => {
    const { feedback, mail, submissionId, mailMessageId } = event;
    if (mail === 'message' && feedback.kind === 'undelivered') {
      const { reason } = feedback;
      // The submission has expired, or another mail has followed.
      if (!(await store.failMail(submissionId, mailMessageId, reason))) return;
      log.error('submission.failed', { reason });
      metrics.count(METRICS.failed, reason);
      return;
    }
    log.warn(
      `${mail}.${feedback.kind}`,
      feedback.kind === 'undelivered' ? { reason: feedback.reason } : {},
    );
    if (mail === 'receipt' && feedback.kind !== 'delivered') {
      const recorded = feedback.kind === 'complaint' ? 'complained' : 'bounced';
      if (await store.markReceipt(submissionId, recorded)) metrics.count(METRICS.receiptFeedback);
    }
  };

  return async (event: SNSEvent, { awsRequestId }: Pick<Context, 'awsRequestId'>) => {
    const log = logger.with({ requestId: awsRequestId });
    let recorded = true;
    for (const { Sns } of event.Records) {
      const mailEvent = parseMailEvent(Sns.Message);
      if (mailEvent === undefined) {
        log.warn('feedback.unknown');
        continue;
      }
      const { submissionId, mailMessageId } = mailEvent;
      const about = log.with({ submissionId, mailMessageId });
      try {
        await record(mailEvent, about);
      } catch (error) {
        recorded = false;
        about.error('feedback.failed', { error: errorFields(error) });
      }
    }
    if (!recorded) throw new FeedbackNotRecorded();
  };
}
