import { exampleConfig } from '../../../helpers/example-config';
import { CommandError } from '../../../../bin/commands/terminal/command-error';
import { doctor, findingsOf, SANDBOX, VERIFIED } from './fakes';

const noReceipts = exampleConfig({
  contact: {
    sender: 'owner@example.com',
    forms: [{ name: 'contact', recipients: ['owner@example.com', 'helper@example.org'] }],
  },
});

const mailFindings = async (name: string, world: Parameters<typeof findingsOf>[1]) =>
  (await findingsOf(name, world)).all.filter(({ says }) => /SES|\bmail\b/.test(says));

describe('an account that has left the sandbox', () => {
  test('is fine, with its quota', async () => {
    expect(await mailFindings('prod', {})).toContainEqual({
      verdict: 'fine',
      says: 'SES sends to anyone, 50000 a day and 14 a second; 3 in the last 24 hours',
      remedy: '',
    });
  });

  test.each([
    [{ enforcement: 'PROBATION' }, 'AWS reviews how this account sends mail, and may stop it'],
    [{ enforcement: 'SHUTDOWN' }, 'SES has paused the mail of this account'],
    [{ sendingEnabled: false }, 'SES has paused the mail of this account'],
  ])('%j is wrong all the same', async (mail, says) => {
    const found = await mailFindings('prod', { mail });
    expect(found).toContainEqual({
      verdict: 'wrong',
      says,
      remedy: expect.stringContaining('Support Center') as string,
    });
  });
});

describe('an account in the sandbox', () => {
  test('is enough for development when every recipient is verified', async () => {
    const found = await mailFindings('dev', { config: noReceipts, mail: SANDBOX });
    expect(found[0]).toEqual({
      verdict: 'fine',
      says: expect.stringContaining('verified addresses only, 200 a day') as string,
      remedy: '',
    });
  });

  test('is to be looked at for production: the command says whether to ask for more', async () => {
    const found = await mailFindings('prod', { config: noReceipts, mail: SANDBOX });
    expect(found[0]).toMatchObject({ verdict: 'to do' });
    expect(found[0]?.remedy).toContain('npx waypost ses request prod');
  });

  test.each([
    ['dev', 'to do'],
    ['prod', 'wrong'],
  ])('sends no receipts, which in %s is %s', async (name, verdict) => {
    const found = await mailFindings(name, { mail: SANDBOX });
    expect(found[0]).toMatchObject({
      verdict,
      says: expect.stringContaining('no visitor gets the receipt of quote') as string,
    });
  });

  test('refuses mail to a recipient who is not verified, neither alone nor by domain', async () => {
    const identities = {
      'owner@example.com': undefined,
      'helper@example.org': undefined,
      'example.org': undefined,
    };
    const found = await mailFindings('prod', { config: noReceipts, mail: SANDBOX, identities });
    expect(found.filter(({ verdict }) => verdict === 'wrong')).toEqual([
      {
        verdict: 'wrong',
        says: expect.stringContaining('helper@example.org') as string,
        remedy: expect.stringContaining('--email-identity helper@example.org') as string,
      },
    ]);
  });

  test.each([
    ['PENDING', /AWS answers within a day/, /ses request/],
    ['DENIED', /AWS has denied production access/, /never/],
  ])('whose request is %s is told so', async (review, expected, absent) => {
    const [found] = await mailFindings('prod', {
      config: noReceipts,
      mail: { ...SANDBOX, review },
    });
    expect(found?.remedy).toMatch(expected);
    expect(found?.remedy).not.toMatch(absent);
  });
});

test('what the doctor prints to be copied quotes an address that a shell would not take as it is', async () => {
  const address = 'a&b@example.net';
  const config = exampleConfig({
    contact: { sender: address, forms: [{ name: 'contact', recipients: [address] }] },
    notifications: [address],
  });
  const identities = { [address]: undefined, 'example.net': undefined };
  const { all } = await findingsOf('dev', { config, mail: SANDBOX, identities, subscriptions: [] });
  const commands = all
    .flatMap(({ remedy }) => remedy.split('\n'))
    .filter((one) => one.includes('a&b'));
  expect(commands).toHaveLength(3);
  for (const command of commands) expect(command).toContain("'a&b@example.net'");
});

describe('the sender', () => {
  test('of an environment that is not delegated is contact.sender', async () => {
    expect(await mailFindings('dev', {})).toContainEqual({
      verdict: 'fine',
      says: 'mail comes from owner@example.com, which is verified',
      remedy: '',
    });
  });

  test.each([undefined, { ...VERIFIED, verified: false }])(
    'that is %j is wrong',
    async (identity) => {
      const identities = { 'owner@example.com': identity };
      expect(await mailFindings('dev', { identities })).toContainEqual({
        verdict: 'wrong',
        says: 'mail cannot be sent: owner@example.com is not verified',
        remedy: expect.stringContaining('verify-email-identity --region eu-west-1') as string,
      });
    },
  );

  test('of a delegated environment is its domain, verified and signed', async () => {
    const found = await mailFindings('prod', {});
    expect(found.map(({ verdict, says }) => `${verdict}: ${says}`).slice(1)).toEqual([
      'fine: mail comes from contact@example.com, whose domain is verified',
      'fine: SES has seen the DKIM records and signs mail',
    ]);
  });

  test.each([
    [{ verified: false }, 'mail cannot be sent: SES has not verified example.com'],
    [{ dkim: 'PENDING' }, "mail is not signed: SES's check of the DKIM records is PENDING"],
    [{ mailFrom: 'FAILED' }, "SES's check of the records of bounce.example.com is FAILED"],
  ])('domain with %j is wrong', async (change, says) => {
    const identities = { 'example.com': { ...VERIFIED, ...change } };
    const { code, all } = await findingsOf('prod', { identities });
    expect(code).toBe(1);
    expect(all).toContainEqual({
      verdict: 'wrong',
      says,
      remedy: expect.stringContaining('--live-dns') as string,
    });
  });

  test('domain that SES does not know is wrong', async () => {
    const found = await mailFindings('prod', { identities: { 'example.com': undefined } });
    expect(found).toContainEqual(
      expect.objectContaining({ says: 'SES does not know example.com' }),
    );
  });

  test('is not asked for before the email stack is there', async () => {
    const stacks = { 'waypost-prod-email': undefined };
    const found = await mailFindings('prod', { stacks, identities: { 'example.com': undefined } });
    expect(found.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  });
});

describe('SES that the credentials may not ask', () => {
  const mailFault = new CommandError('AWS_ACCESS_DENIED', 'AWS refused: not authorized.');

  test('is a finding beside those of the other checks', async () => {
    const { code, all } = await findingsOf('prod', { mailFault });
    expect(code).toBe(1);
    expect(all).toContainEqual({
      verdict: 'wrong',
      says: 'AWS refused: not authorized.',
      remedy: 'docs/email.md lists the actions that the doctor needs.',
    });
    expect(all.map(({ says }) => says)).toContain('owner@example.com gets mails about alarms');
  });

  test('a service that does not answer is a finding beside those of the others', async () => {
    const unreachable = new CommandError('AWS_REFUSED', 'AWS did not answer.');
    const { code, all } = await findingsOf('prod', { mailFault: unreachable });
    expect(code).toBe(1);
    expect(all).toContainEqual(
      expect.objectContaining({ verdict: 'wrong', says: 'AWS did not answer.' }),
    );
    expect(all.map(({ says }) => says)).toContain('owner@example.com gets mails about alarms');
  });

  test('control: credentials that have ended end the command', async () => {
    const ended = new CommandError('AWS_CREDENTIALS_MISSING', 'The session has expired.');
    const { code, stdout, stderr } = await doctor('prod', { mailFault: ended });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The session has expired.');
  });
});
