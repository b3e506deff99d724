import type { SNSEvent } from 'aws-lambda';
import type { FeedbackStore } from '../../../../lambdas/contact-form/delivery-ports';
import {
  feedbackHandler,
  FeedbackNotRecorded,
} from '../../../../lambdas/contact-form/feedback/feedback-handler';
import { Unavailable } from '../../../../lambdas/contact-form/ports';
import { fakeLog, ID } from '../fakes';

/** As in https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
function sesEvent(eventType: string, mail: string, more: object = {}) {
  return {
    eventType,
    mail: {
      timestamp: '2026-11-24T00:00:00.000Z',
      source: 'contact@example.com',
      messageId: '0102018c-mail-000000',
      destination: ['ada@example.org'],
      headers: [{ name: 'Reply-To', value: 'ada@example.org' }],
      tags: { 'ses:configuration-set': ['set'], submission: [ID], mail: [mail] },
    },
    ...more,
  };
}
const BOUNCE = {
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'ada@example.org', diagnosticCode: 'ada@example.org?' }],
  },
};
const HOLIDAY = { bounce: { ...BOUNCE.bounce, bounceType: 'Transient' } };
const FULL = { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } };

async function receive(message: unknown, { changes = true, down = false } = {}) {
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

describe('feedback on a mail to the owner', () => {
  test.each([
    ['Rendering Failure', { failure: { errorMessage: 'x' } }, 'rendering-failure'],
    ['Reject', { reject: { reason: 'Bad content' } }, 'rejected'],
    ['Bounce', BOUNCE, 'bounced'],
    ['Bounce', FULL, 'bounced'],
  ])('(%s) makes the submission failed, with the reason', async (type, more, reason) => {
    const { calls, counted, logged } = await receive(sesEvent(type, 'message', more));
    expect(calls).toEqual([[ID, '0102018c-mail-000000', reason]]);
    expect(counted).toEqual([['Failed', reason]]);
    expect(logged).toContain(ID);
  });

  test('that is told twice is counted once', async () => {
    const { counted } = await receive(sesEvent('Bounce', 'message', BOUNCE), { changes: false });
    expect(counted).toEqual([]);
  });

  test.each([
    ['Complaint', { complaint: {} }],
    ['Bounce', HOLIDAY],
  ])('(%s) that says nothing of its arrival is only logged', async (type, more) => {
    const { calls, counted, logged } = await receive(sesEvent(type, 'message', more));
    expect(calls).toEqual([]);
    expect(counted).toEqual([]);
    expect(logged).toContain('warn');
  });
});

describe('feedback on a receipt', () => {
  test.each([
    ['Bounce', BOUNCE, 'bounced'],
    ['Complaint', { complaint: {} }, 'complained'],
  ])('(%s) is recorded and counted, and fails nothing', async (type, more, news) => {
    const { calls, counted } = await receive(sesEvent(type, 'receipt', more));
    expect(calls).toEqual([[ID, news]]);
    expect(counted).toEqual([['ReceiptFeedback']]);
  });
});

test.each([
  ['not JSON', 'ada@example.org'],
  ['a delivery', sesEvent('Delivery', 'message')],
  ['of a mail without tags', { eventType: 'Bounce', mail: { messageId: 'x' } }],
  ['of another id', { ...sesEvent('Bounce', 'ada@example.org'), ...BOUNCE }],
])('feedback that is %s is skipped', async (_, message) => {
  const { calls, error } = await receive(message);
  expect(calls).toEqual([]);
  expect(error).toBeUndefined();
});

test('feedback that the table does not take is asked for again, by an error without its cause', async () => {
  const { error, counted } = await receive(sesEvent('Bounce', 'message', BOUNCE), { down: true });
  expect(error).toBeInstanceOf(FeedbackNotRecorded);
  expect((error as Error).cause).toBeUndefined();
  expect(counted).toEqual([]);
});
