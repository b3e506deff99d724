import { ID } from '../fakes';
import { bounceOf, MAIL_ID, receive, sesEvent } from '../feedback-events';

/** What became of the submission, by what SES says of the owner's mail. */
async function outcome(eventType: string, more: object) {
  const { calls, counted, error } = await receive(sesEvent(eventType, 'message', more));
  expect(error).toBeUndefined();
  const [, , reason] = (calls[0] ?? []) as [string?, string?, string?];
  expect(calls).toEqual(reason === undefined ? [] : [[ID, MAIL_ID, reason]]);
  expect(counted).toEqual(reason === undefined ? [] : [['Failed', reason]]);
  return reason ?? 'delivered';
}

/** As recorded of SES in 2013, 2015, 2020 and 2022, and by Mozilla (fxa-content-server#5629). */
const GIVEN_UP = {
  action: 'failed',
  status: '4.4.7',
  diagnosticCode:
    'smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>',
};
const NO_SUCH_HOST = {
  status: '5.0.0',
  action: 'failed',
  diagnosticCode: "smtp; 5.1.2 - Bad destination host 'DNS Hard Error'",
};

describe('a bounce of the owner’s mail that SES calls transient and general', () => {
  test.each([
    ['SES gave up after fourteen hours', [GIVEN_UP]],
    ['the domain is gone', [NO_SUCH_HOST]],
    [
      'there is no diagnostic code, which the notification may leave out',
      [{ ...GIVEN_UP, diagnosticCode: undefined }],
    ],
    ['only the action is known', [{ action: 'failed' }]],
    ['only the status is known', [{ status: '4.2.1' }]],
    ['only the diagnostic code is known', [{ diagnosticCode: 'smtp; 421 busy' }]],
    [
      'another server still tries (RFC 3464: `delayed`), which may end badly',
      [{ action: 'delayed', status: '4.0.0' }],
    ],
    ['one of several recipients is on holiday, and another was not reached', [{}, GIVEN_UP]],
    ['one server took it, and another did not', [{ action: 'relayed' }, { action: 'Failed' }]],
  ])('is a failure when %s', async (_, recipients) => {
    expect(await outcome('Bounce', bounceOf('Transient', 'General', recipients))).toBe('bounced');
  });

  test('is a failure when a mail server reports, even if it names nobody', async () => {
    const more = { reportingMTA: 'dns; a4-1.smtp-out.eu-west-1.amazonses.com' };
    expect(await outcome('Bounce', bounceOf('Transient', 'General', [], more))).toBe('bounced');
    expect(await outcome('Bounce', bounceOf('Transient', 'General', [{}], more))).toBe('bounced');
  });

  test.each([
    // Recorded of ooto@simulator.amazonses.com in 2013 and 2018.
    ['has the recipient’s address alone: an absence note', [{}]],
    ['names nobody', []],
    ['has empty fields', [{ action: '', status: null, diagnosticCode: '' }]],
    // RFC 3464, section 2.3.3.
    ['comes with a report of success', [{ action: 'Delivered', status: '2.0.0' }]],
    [
      'comes with a report of relaying',
      [{ action: 'relayed', status: '2.0.0' }, { action: 'expanded' }],
    ],
  ])('fails nothing when it %s', async (_, recipients) => {
    expect(await outcome('Bounce', bounceOf('Transient', 'General', recipients))).toBe('delivered');
  });
});

test.each([
  ['Permanent', 'General'],
  ['Permanent', 'NoEmail'],
  ['Permanent', 'UnsubscribedRecipient'],
  ['Transient', 'MailboxFull'],
  ['Transient', 'MessageTooLarge'],
  ['Transient', 'ContentRejected'],
  ['Transient', 'AttachmentRejected'],
  ['Transient', 'CustomTimeoutExceeded'],
  // An absence note was seen so, too (2013); a message that got lost is worse than one told of twice.
  ['Undetermined', 'Undetermined'],
  ['ANewType', 'General'],
])('a bounce of the owner’s mail that is %s and %s is a failure', async (type, subType) => {
  expect(await outcome('Bounce', bounceOf(type, subType))).toBe('bounced');
});

describe('mail that SES did not try to send, as the owner’s address is on a suppression list,', () => {
  test.each(['OnAccountSuppressionList', 'Suppressed'])(
    'is told of as suppressed (bounce, %s)',
    async (subType) => {
      expect(await outcome('Bounce', bounceOf('Permanent', subType))).toBe('suppressed');
    },
  );

  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Complaint.html
  test('is told of as suppressed when SES calls it a complaint', async () => {
    const complaint = { complaintSubType: 'OnAccountSuppressionList' };
    expect(await outcome('Complaint', { complaint })).toBe('suppressed');
  });
});

test('a complaint itself fails nothing: the owner has the message', async () => {
  const complaint = { complaintSubType: null, complaintFeedbackType: 'abuse' };
  expect(await outcome('Complaint', { complaint })).toBe('delivered');
});

describe('a receipt', () => {
  const recorded = async (eventType: string, more: object) =>
    (await receive(sesEvent(eventType, 'receipt', more))).calls;

  test('that a visitor’s holiday note answers is no bounce', async () => {
    expect(await recorded('Bounce', bounceOf('Transient', 'General'))).toEqual([]);
  });

  test('that SES gave up sending is a bounce', async () => {
    expect(await recorded('Bounce', bounceOf('Transient', 'General', [GIVEN_UP]))).toEqual([
      [ID, 'bounced'],
    ]);
  });

  test('that somebody takes out of the spam again is not complained of', async () => {
    const complaint = { complaintFeedbackType: 'not-spam' };
    expect(await recorded('Complaint', { complaint })).toEqual([]);
  });
});

/** localstack/localstack, tests/aws/services/ses/test_ses.snapshot.json: recorded on AWS in August 2023. */
describe('what SES was recorded to publish', () => {
  test.each([
    [
      'when the topic is set up',
      'Successfully validated SNS topic for Amazon SES event publishing.',
    ],
    ['when it takes a mail', sesEvent('Send', 'message', { send: {} })],
    [
      'when it has delivered one',
      sesEvent('Delivery', 'message', {
        delivery: {
          timestamp: '2026-11-24T00:00:01.000Z',
          processingTimeMillis: 1102,
          recipients: ['ada@example.org'],
          smtpResponse: '250 2.0.0 OK DMARC:Quarantine 1693000804 gsmtp',
          reportingMTA: 'a48-118.smtp-out.amazonses.com',
        },
      }),
    ],
    [
      'of a mail with no tags of ours',
      {
        ...sesEvent('Bounce', 'message'),
        ...bounceOf('Permanent', 'General'),
        mail: { messageId: MAIL_ID, tags: { 'custom-tag': ['tag-value'] } },
      },
    ],
  ])('%s changes nothing and is no fault', async (_, message) => {
    const { calls, counted, error } = await receive(message);
    expect([calls, counted, error]).toEqual([[], [], undefined]);
  });

  test('has the tags that a mail was sent with, each as a list, among those of SES', async () => {
    const { calls } = await receive(
      sesEvent('Reject', 'message', { reject: { reason: 'Bad content' } }),
    );
    expect(calls).toEqual([[ID, MAIL_ID, 'rejected']]);
  });
});
