import { MAIL_TAG, MAIL_TEMPLATES, type MailTemplateName, SUBMISSION_TAG } from '../contract';
import { objectIn, objectOf } from '../../shared/json-object';
import { type MailFeedback, feedbackOf } from './mail-feedback';

/** The part that we use of SES's report on a mail that it took. */
export interface MailEvent {
  readonly feedback: MailFeedback;
  readonly submissionId: string;
  readonly mail: MailTemplateName;
  readonly mailMessageId: string;
}

/**
 * Reads the message of SES's SNS notification; undefined for what is no feedback on a mail of ours. Never
 * looks at addresses, headers or the texts of other mail servers, all of which it holds.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function parseMailEvent(message: string): MailEvent | undefined {
  const event = objectIn(message);
  const details = objectOf(event['mail']);
  const tags = objectOf(details['tags']);
  const feedback = feedbackOf(event);
  const submissionId = first(tags[SUBMISSION_TAG]);
  const mail = MAIL_TEMPLATES.find((name) => name === first(tags[MAIL_TAG]));
  const mailMessageId = details['messageId'];
  if (feedback === undefined || mail === undefined) return undefined;
  if (typeof submissionId !== 'string' || !/^[0-9a-f-]{36}$/.test(submissionId)) return undefined;
  if (typeof mailMessageId !== 'string' || !/^[\w.@<>-]{1,200}$/.test(mailMessageId)) {
    return undefined;
  }
  return { feedback, submissionId, mail, mailMessageId };
}

function first(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}
