import {
  DeleteIdentityCommand,
  GetIdentityVerificationAttributesCommand,
  SESClient,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { refusalOf } from './support/refusal';
import { clientOf, DEV, PROD, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const first = () => new SESClient(clientOf(emulator(), { account: DEV }));
const second = (account = DEV) => new SESv2Client(clientOf(emulator(), { account }));

const verify = (EmailAddress: string) =>
  first().send(new VerifyEmailIdentityCommand({ EmailAddress }));
const get = (EmailIdentity: string, account = DEV) =>
  second(account).send(new GetEmailIdentityCommand({ EmailIdentity }));

describe('the identities of SES are those of both versions of its API', () => {
  test('what the first verifies, the second shows, in the same account alone', async () => {
    await verify('one@example.com');
    expect(await get('one@example.com')).toMatchObject({ VerifiedForSendingStatus: true });
    expect(await refusalOf(get('one@example.com', PROD))).toMatchObject({ status: 404 });
  });

  test('what the first deletes, the second misses', async () => {
    await second().send(new CreateEmailIdentityCommand({ EmailIdentity: 'two@example.com' }));
    await first().send(new DeleteIdentityCommand({ Identity: 'two@example.com' }));
    expect(await refusalOf(get('two@example.com'))).toMatchObject({ status: 404 });
  });

  test('what the second deletes, the first misses', async () => {
    await verify('three@example.com');
    await second().send(new DeleteEmailIdentityCommand({ EmailIdentity: 'three@example.com' }));
    const { VerificationAttributes } = await first().send(
      new GetIdentityVerificationAttributesCommand({ Identities: ['three@example.com'] }),
    );
    expect(VerificationAttributes?.['three@example.com']?.VerificationStatus).not.toBe('Success');
  });
});
