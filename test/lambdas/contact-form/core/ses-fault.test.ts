import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import {
  type SesFaultKind,
  MailFault,
  sesFault,
} from '../../../../lambdas/contact-form/core/ses-fault';
import { fakeAws, queryError } from '../fake-aws';

const UNVERIFIED =
  'Email address is not verified. The following identities failed the check in region EU-WEST-1: a@example.com';
const PAUSED =
  'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.';

/** Codes as SES writes them, from its API reference unless a source is named. */
const FAULTS: readonly (readonly [code: string, message: string, SesFaultKind, reason: string])[] =
  [
    // https://github.com/awsdocs/amazon-ses-developer-guide/issues/60
    ['Throttling', 'Maximum sending rate exceeded.', 'throttled', 'throttled'],
    // https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
    ['ThrottlingException', 'Maximum sending rate exceeded', 'throttled', 'throttled'],
    ['Throttling', 'Daily message quota exceeded.', 'parked', 'daily-quota'],
    // The SDK's common throttling codes; the first two come from SES's second API as well.
    ['TooManyRequestsException', 'Too many requests', 'throttled', 'throttled'],
    ['LimitExceededException', 'Limit exceeded', 'throttled', 'throttled'],
    ['LimitExceeded', 'Limit exceeded', 'throttled', 'throttled'],
    ['Throttling', 'Rate exceeded', 'throttled', 'throttled'],
    ['RequestThrottled', 'Request was throttled', 'throttled', 'throttled'],
    ['RequestLimitExceeded', 'x', 'throttled', 'throttled'],
    ['SlowDown', 'x', 'throttled', 'throttled'],
    ['Throttling', 'Maximum hourly message sending rate exceeded', 'throttled', 'throttled'],
    // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
    ['MessageRejected', UNVERIFIED, 'parked', 'identity-unverified'],
    // https://github.com/GoodDollar/GoodServer/issues/419
    ['MessageRejected', PAUSED, 'parked', 'account-paused'],
    ['AccountSendingPausedException', 'Email sending is disabled', 'parked', 'account-paused'],
    ['ConfigurationSetSendingPausedException', 'x', 'parked', 'configuration-set-paused'],
    [
      'MessageRejected',
      'Sending for the configuration set waypost-prod is paused',
      'parked',
      'configuration-set-paused',
    ],
    ['SendingPausedException', 'x', 'parked', 'account-paused'],
    ['MailFromDomainNotVerifiedException', 'x', 'parked', 'mail-from-unverified'],
    ['FromEmailAddressNotVerified', 'x', 'parked', 'identity-unverified'],
    ['ProductionAccessNotGranted', 'x', 'parked', 'sandbox'],
    ['MessageRejected', 'Message contains a virus', 'permanent', 'rejected'],
    // https://github.com/openstax/accounts/issues/253
    ['InvalidParameterValue', 'Illegal address', 'permanent', 'invalid'],
    [
      'InvalidParameterValue',
      'Local address contains control or whitespace',
      'permanent',
      'invalid',
    ],
    ['InvalidParameterCombination', 'x', 'permanent', 'invalid'],
    ['MissingParameter', 'x', 'permanent', 'invalid'],
    ['ValidationError', 'x', 'permanent', 'invalid'],
    ['InvalidRenderingParameterException', 'x', 'permanent', 'invalid'],
    ['MissingRenderingAttributeException', 'x', 'permanent', 'invalid'],
    ['InvalidTemplate', 'x', 'permanent', 'template'],
    // https://github.com/getmoto/moto/issues/3783
    ['TemplateDoesNotExist', 'Template x does not exist', 'permanent', 'template'],
    // https://github.com/mettle/sendportal/issues/75
    ['ConfigurationSetDoesNotExist', 'x', 'permanent', 'configuration-set'],
    // A release, or the next credentials, mend these.
    [
      'AccessDenied',
      'User is not authorized to perform ses:SendTemplatedEmail',
      'passing',
      'access-denied',
    ],
    ['ExpiredToken', 'The security token is expired', 'passing', 'ses'],
    ['InvalidClientTokenId', 'The security token is invalid', 'passing', 'ses'],
    ['ServiceUnavailable', 'x', 'passing', 'ses'],
    ['InternalFailure', 'x', 'passing', 'ses'],
    ['SomethingNew', 'x', 'passing', 'ses'],
  ];

test.each(FAULTS)('%s (%s) on the wire is %s: %s', async (code, message, kind, reason) => {
  const client = new SESClient(fakeAws(queryError(code, message)).settings);
  const command = new SendTemplatedEmailCommand({
    Source: 'a@example.com',
    Destination: { ToAddresses: ['b@example.com'] },
    Template: 't',
    TemplateData: '{}',
  });
  const error = await client.send(command).catch((caught: unknown) => caught);
  expect(sesFault(error)).toEqual({ kind, reason });
});

test.each([
  ['an answer that did not come in time', Object.assign(new Error('x'), { name: 'TimeoutError' })],
  ['what is no error', 'Throttling'],
])('%s is passing', (_, error) => {
  expect(sesFault(error)).toEqual({ kind: 'passing', reason: 'ses' });
});

test('a message that only quotes the words of a parked mail is not parked', () => {
  const error = Object.assign(new Error('a is not verified'), { name: 'InvalidParameterValue' });
  expect(sesFault(error).kind).toBe('permanent');
});

test('a fault of a mail says its kind and reason, and where the rest is', () => {
  const cause = new Error('ada@example.org');
  const fault = new MailFault({ kind: 'parked', reason: 'sandbox' }, cause);
  expect(fault).toMatchObject({
    name: 'MailFault',
    code: 'MAIL_FAULT',
    message: 'SES did not take the mail (parked, sandbox); see the cause',
    cause,
  });
});
