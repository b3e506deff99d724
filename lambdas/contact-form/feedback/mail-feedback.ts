import { type JsonObject, objectOf } from '../../shared/json-object';

/** What an event of SES means for its mail. */
export type MailFeedback =
  /** It did not reach all of its recipients. `reason` is a code. */
  | { readonly kind: 'undelivered'; readonly reason: UndeliveredReason }
  /** It was delivered, and somebody says that it is spam. */
  | { readonly kind: 'complaint' }
  /** It was delivered: a program of the recipient's answered, or somebody says that it is no spam. */
  | { readonly kind: 'delivered' };

export type UndeliveredReason =
  | 'bounced'
  /** SES did not try: the address is on a suppression list. */
  | 'suppressed'
  | 'rejected'
  | 'rendering-failure';

/** Undefined for an event that says neither. What is in doubt counts as undelivered. */
export function feedbackOf(event: JsonObject): MailFeedback | undefined {
  switch (event['eventType']) {
    case 'Bounce':
      return bounceFeedback(objectOf(event['bounce']));
    case 'Complaint':
      return complaintFeedback(objectOf(event['complaint']));
    case 'Reject':
      return { kind: 'undelivered', reason: 'rejected' };
    case 'Rendering Failure':
      return { kind: 'undelivered', reason: 'rendering-failure' };
    default:
      return undefined;
  }
}

const ON_SUPPRESSION_LIST: readonly unknown[] = ['OnAccountSuppressionList', 'Suppressed'];

/**
 * SES reports two things as `Transient` and `General`: an automatic answer such as "I am on
 * holiday", and that SES or another server has given up. Only the latter has a delivery status
 * notification.
 */
function bounceFeedback(bounce: JsonObject): MailFeedback {
  const { bounceType, bounceSubType } = bounce as Record<string, unknown>;
  if (ON_SUPPRESSION_LIST.includes(bounceSubType)) {
    return { kind: 'undelivered', reason: 'suppressed' };
  }
  const isAnswer = bounceType === 'Transient' && bounceSubType === 'General';
  return isAnswer && !tellsOfFailure(bounce)
    ? { kind: 'delivered' }
    : { kind: 'undelivered', reason: 'bounced' };
}

/** SES reports as a complaint, too, that it did not send because of an earlier one. */
function complaintFeedback(complaint: JsonObject): MailFeedback {
  const { complaintSubType, complaintFeedbackType } = complaint as Record<string, unknown>;
  if (ON_SUPPRESSION_LIST.includes(complaintSubType)) {
    return { kind: 'undelivered', reason: 'suppressed' };
  }
  return { kind: complaintFeedbackType === 'not-spam' ? 'delivered' : 'complaint' };
}

/** Actions of RFC 3464, section 2.3.3, that tell of success. `delayed` does not: who knows if it ends well. */
const SUCCESSES: readonly string[] = ['delivered', 'relayed', 'expanded'];

/**
 * Whether a delivery status notification came with a bounce, and reports anything but success. SES
 * gives these fields only then.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-bounced-recipients
 */
function tellsOfFailure({ bouncedRecipients, reportingMTA }: JsonObject): boolean {
  const recipients = Array.isArray(bouncedRecipients) ? bouncedRecipients.map(objectOf) : [];
  const reports = recipients.filter(({ action, status, diagnosticCode }) =>
    [action, status, diagnosticCode].some(isGiven),
  );
  return reports.length > 0
    ? reports.some(({ action }) => !SUCCESSES.includes(String(action).trim().toLowerCase()))
    : isGiven(reportingMTA);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
