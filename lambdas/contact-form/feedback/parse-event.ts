import { MAIL_TAG, MAIL_TEMPLATES, SUBMISSION_TAG } from '../contract';

/** What SES told of a mail after it had taken it, as far as we use it. */
export interface MailEvent {
  readonly kind: 'bounce' | 'complaint' | 'reject' | 'rendering-failure';
  readonly submissionId: string;
  readonly mail: (typeof MAIL_TEMPLATES)[number];
  readonly mailMessageId: string;
  /** Of a bounce: the address may well be read, as with "I am on holiday". */
  readonly mayBeRead: boolean;
}

const KINDS: Readonly<Record<string, MailEvent['kind']>> = {
  Bounce: 'bounce',
  Complaint: 'complaint',
  Reject: 'reject',
  'Rendering Failure': 'rendering-failure',
};

/**
 * Reads the message of SES's SNS notification; undefined for what is none of these, or not of a mail of
 * ours. Never looks at addresses, headers or the texts of other mail servers, all of which it holds.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function parseMailEvent(message: string): MailEvent | undefined {
  const event = parseObject(message);
  const details = object(event['mail']);
  const tags = object(details['tags']);
  const kind = KINDS[String(event['eventType'])];
  const submissionId = first(tags[SUBMISSION_TAG]);
  const mail = MAIL_TEMPLATES.find((name) => name === first(tags[MAIL_TAG]));
  const mailMessageId = details['messageId'];
  if (kind === undefined || mail === undefined) return undefined;
  if (typeof submissionId !== 'string' || !/^[0-9a-f-]{36}$/.test(submissionId)) return undefined;
  if (typeof mailMessageId !== 'string' || !/^[\w.@<>-]{1,200}$/.test(mailMessageId)) {
    return undefined;
  }
  const { bounceType, bounceSubType } = object(event['bounce']) as Record<string, unknown>;
  const mayBeRead = bounceType === 'Transient' && bounceSubType === 'General';
  return { kind, submissionId, mail, mailMessageId, mayBeRead };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(text: string): Fields {
  try {
    return object(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function object(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function first(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}
