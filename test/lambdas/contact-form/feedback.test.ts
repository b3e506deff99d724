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
  ])('(%s) is recorded and counted, and fails nothing', async (type, more, feedback) => {
    const { calls, counted } = await receive(sesEvent(type, 'receipt', more));
    expect(calls).toEqual([[ID, feedback]]);
    expect(counted).toEqual([['ReceiptFeedback']]);
  });
});

/** A bounce whose parts are others. */
function bounceWith({ id = ID, mailId = MAIL_ID }: { id?: unknown; mailId?: unknown }) {
  const { mail, ...event } = sesEvent('Bounce', 'message', BOUNCE);
  return {
    ...event,
    mail: { ...mail, messageId: mailId, tags: { ...mail.tags, submission: [id] } },
  };
}

test('control: a bounce that is put together so is recorded', async () => {
  expect((await receive(bounceWith({}))).calls).toEqual([[ID, MAIL_ID, 'bounced']]);
});

test.each([
  ['an id with something before it', bounceWith({ id: `x${ID}` })],
  ['an id with something after it', bounceWith({ id: `${ID}0` })],
  ['no id', bounceWith({ id: 7 })],
  ['a list for an id', bounceWith({ id: [ID] })],
  ['no id of a mail', bounceWith({ mailId: null })],
  ['a list for an id of a mail', bounceWith({ mailId: [MAIL_ID] })],
  ['an id of a mail with a space', bounceWith({ mailId: `${MAIL_ID} ` })],
  ['an id of a mail after a space', bounceWith({ mailId: ` ${MAIL_ID}` })],
  ['a mail of another kind', sesEvent('Bounce', 'newsletter', BOUNCE)],
])('feedback with %s is of no mail of ours', async (_, message) => {
  const { calls, logged } = await receive(message);
  expect(calls).toEqual([]);
  expect(JSON.parse(logged)).toEqual({
    level: 'warn',
    event: 'feedback.unknown',
    requestId: 'request-1',
  });
});

test.each([
  ['message', 'Bounce', BOUNCE, { level: 'error', event: 'submission.failed', reason: 'bounced' }],
  ['message', 'Complaint', { complaint: {} }, { level: 'warn', event: 'message.complaint' }],
  ['receipt', 'Bounce', BOUNCE, { level: 'warn', event: 'receipt.undelivered', reason: 'bounced' }],
  ['receipt', 'Complaint', { complaint: {} }, { level: 'warn', event: 'receipt.complaint' }],
])('feedback on a %s (%s) is logged by its ids', async (mail, type, more, line) => {
  const { logged } = await receive(sesEvent(type, mail, more));
  expect(JSON.parse(logged)).toEqual({
    requestId: 'request-1',
    submissionId: ID,
    mailMessageId: MAIL_ID,
    ...line,
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
  const { error, counted, logged } = await receive(sesEvent('Bounce', 'message', BOUNCE), {
    down: true,
  });
  expect(error).toBeInstanceOf(FeedbackNotRecorded);
  expect((error as Error).cause).toBeUndefined();
  expect(error).toMatchObject({
    name: 'FeedbackNotRecorded',
    code: 'FEEDBACK_NOT_RECORDED',
    message: 'The table did not take what SES reported; see the log line before this one',
  });
  expect(counted).toEqual([]);
  expect(JSON.parse(logged)).toMatchObject({
    level: 'error',
    event: 'feedback.failed',
    error: { name: 'Unavailable' },
  });
});
