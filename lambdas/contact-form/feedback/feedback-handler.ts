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
    const { kind, mail, submissionId, mailMessageId } = event;
    if (mail === 'message' && isFailure(event)) {
      const reason = REASONS[event.kind];
      // Of a submission that has expired, or of a mail that another one has followed.
      if (!(await store.failMail(submissionId, mailMessageId, reason))) return;
      log.error('submission.failed', { reason });
      metrics.count(METRICS.failed, reason);
      return;
    }
    log.warn(`${mail}.${kind}`);
    if (mail === 'receipt' && (kind === 'bounce' || kind === 'complaint')) {
      const news = kind === 'bounce' ? 'bounced' : 'complained';
      if (await store.markReceipt(submissionId, news)) metrics.count(METRICS.receiptFeedback);
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

type Failure = MailEvent & { readonly kind: keyof typeof REASONS };

const REASONS = {
  bounce: 'bounced',
  reject: 'rejected',
  'rendering-failure': 'rendering-failure',
} as const;

/** The owner does not get the message, or one of several recipients does not. */
function isFailure(event: MailEvent): event is Failure {
  return event.kind in REASONS && !event.mayBeRead;
}
