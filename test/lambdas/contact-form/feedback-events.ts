import type { SNSEvent } from 'aws-lambda';
import type { FeedbackStore } from '../../../lambdas/contact-form/delivery-ports';
import { feedbackHandler } from '../../../lambdas/contact-form/feedback/feedback-handler';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import { fakeLog, ID } from './fakes';

export const MAIL_ID = '0102018c-mail-000000';

/**
 * The fields that SES was recorded to send: localstack/localstack, tests/aws/services/ses/test_ses.snapshot.json
 * (2023), and https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function sesEvent(eventType: string, mail: string, more: object = {}) {
  return {
    eventType,
    mail: {
      timestamp: '2026-11-24T00:00:00.000Z',
      source: 'contact@example.com',
      sourceArn: 'arn:aws:ses:eu-west-1:333333333333:identity/contact@example.com',
      sendingAccountId: '333333333333',
      messageId: MAIL_ID,
      destination: ['ada@example.org'],
      headersTruncated: false,
      headers: [{ name: 'Reply-To', value: 'ada@example.org' }],
      commonHeaders: { from: ['contact@example.com'], to: ['ada@example.org'], messageId: MAIL_ID },
      tags: {
        'ses:operation': ['SendTemplatedEmail'],
        'ses:configuration-set': ['set'],
        'ses:source-ip': ['192.0.2.1'],
        'ses:from-domain': ['example.com'],
        'ses:caller-identity': ['waypost-prod-deliver'],
        submission: [ID],
        mail: [mail],
      },
    },
    ...more,
  };
}

export const bounceOf = (
  bounceType: string,
  bounceSubType: string,
  recipients: readonly object[] = [{}],
  more: object = {},
) => ({
  bounce: {
    feedbackId: '0102018c-feedback-000000',
    bounceType,
    bounceSubType,
    bouncedRecipients: recipients.map((recipient) => ({
      emailAddress: 'ada@example.org',
      ...recipient,
    })),
    timestamp: '2026-11-24T14:00:00.000Z',
    ...more,
  },
});

/** Hands a message of the topic to `feedback`. */
export async function receive(message: unknown, { changes = true, down = false } = {}) {
  const calls: unknown[] = [];
  const call = (...args: unknown[]) => {
    calls.push(args);
    return down
      ? Promise.reject(new Unavailable('dynamodb', new Error('ada@example.org')))
      : Promise.resolve(changes);
  };
  const store: FeedbackStore = { failMail: call, markReceipt: call };
  const counted: unknown[] = [];
  const { log, text } = fakeLog();
  const handler = feedbackHandler({
    store,
    metrics: {
      count: (...args) => counted.push(args),
      milliseconds: () => undefined,
    },
    log,
  });
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const event = { Records: [{ Sns: { Message: body } }] } as SNSEvent;
  const error = await handler(event, { awsRequestId: 'request-1' }).catch((e: unknown) => e);
  expect(text()).not.toContain('ada@example.org');
  return { calls, counted, logged: text(), error };
}
