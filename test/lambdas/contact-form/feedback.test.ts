import { FeedbackNotRecorded } from '../../../lambdas/contact-form/feedback/feedback-handler';
import { ID } from './fakes';
import { bounceOf, MAIL_ID, receive, sesEvent } from './feedback-events';

const BOUNCE = bounceOf('Permanent', 'General', [{ diagnosticCode: 'ada@example.org?' }]);

describe('feedback on a mail to the owner', () => {
  test.each([
    ['Rendering Failure', { failure: { errorMessage: 'x' } }, 'rendering-failure'],
    ['Reject', { reject: { reason: 'Bad content' } }, 'rejected'],
    ['Bounce', BOUNCE, 'bounced'],
    ['Bounce', bounceOf('Transient', 'MailboxFull'), 'bounced'],
    ['Bounce', bounceOf('Undetermined', 'Undetermined'), 'bounced'],
  ])('(%s) makes the submission failed, with the reason', async (type, more, reason) => {
    const { calls, counted, logged } = await receive(sesEvent(type, 'message', more));
    expect(calls).toEqual([[ID, MAIL_ID, reason]]);
    expect(counted).toEqual([['Failed', reason]]);
    expect(logged).toContain(ID);
  });

  test('that is told twice is counted once', async () => {
    const { counted } = await receive(sesEvent('Bounce', 'message', BOUNCE), { changes: false });
    expect(counted).toEqual([]);
  });

  test.each([
    ['Complaint', { complaint: {} }],
    ['Bounce', bounceOf('Transient', 'General')],
  ])('(%s) that does not speak against its arrival is only logged', async (type, more) => {
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
