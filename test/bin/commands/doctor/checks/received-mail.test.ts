import { generateKeyPairSync } from 'node:crypto';
import { checkReceivedMail } from '../../../../../bin/commands/doctor/checks/received-mail';
import { DnsUnanswered, type LiveType } from '../../../../../bin/commands/doctor/ports';
import type { DomainName } from '../../../../../lib/types/branded';

const KEY = generateKeyPairSync('ed25519')
  .publicKey.export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('base64');
const records = ['one', 'two', 'three'].map((name) => ({
  name: `${name}._domainkey.example.com`,
  type: 'CNAME',
  values: [`${name}.dkim.amazonses.com`],
}));
const answers: Record<string, readonly string[] | string> = {
  'amazonses.com TXT': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'bounce.example.com TXT': ['v=spf1 include:amazonses.com ~all'],
  '_dmarc.example.com TXT': ['v=DMARC1; p=reject'],
  ...Object.fromEntries(
    records.map(({ name }) => [`${name} TXT`, [`v=DKIM1; k=ed25519; p=${KEY}`]]),
  ),
};

const judge = (changes: Readonly<Record<string, readonly string[] | string>> = {}, of = records) =>
  checkReceivedMail({ domain: 'example.com' as DomainName, delegated: true }, of, {
    lookUp(name: string, type: LiveType) {
      const found = { ...answers, ...changes }[`${name} ${type}`] ?? [];
      return typeof found === 'string'
        ? Promise.reject(new DnsUnanswered(found))
        : Promise.resolve(found);
    },
  });

describe('mail, as a receiver judges it', () => {
  test('passes SPF, DKIM and DMARC', async () => {
    expect(await judge()).toEqual([
      {
        verdict: 'fine',
        says: 'a receiver accepts SES as sender of bounce.example.com (SPF pass)',
      },
      { verdict: 'fine', says: 'a receiver finds the 3 keys that SES signs with (DKIM)' },
      {
        verdict: 'fine',
        says: 'mail from contact@example.com passes DMARC; of others in its name: reject',
      },
    ]);
  });

  test.each<[string, Record<string, readonly string[] | string>, number, RegExp]>([
    ['without SPF', { 'bounce.example.com TXT': [] }, 0, /SPF is none/],
    ['that forbids SES', { 'bounce.example.com TXT': ['v=spf1 -all'] }, 0, /SPF is fail/],
    [
      'with SPF twice',
      { 'bounce.example.com TXT': ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'] },
      0,
      /SPF is permerror/,
    ],
    [
      'with a revoked key',
      { 'two._domainkey.example.com TXT': ['v=DKIM1; p='] },
      1,
      /cannot check the signature/,
    ],
    ['without a key', { 'one._domainkey.example.com TXT': [] }, 1, /cannot check the signature/],
    ['without DMARC', { '_dmarc.example.com TXT': [] }, 2, /does not pass DMARC: none/],
    ['with damaged DMARC', { '_dmarc.example.com TXT': ['v=DMARC2; p=none'] }, 2, /DMARC: none/],
    ['without an answer', { '_dmarc.example.com TXT': 'ESERVFAIL' }, 2, /DMARC: temperror/],
  ])('%s is wrong', async (_, changes, at, says) => {
    const findings = await judge(changes);
    expect(findings[at]).toMatchObject({ verdict: 'wrong' });
    expect(findings[at]?.says).toMatch(says);
    expect(findings.filter(({ verdict }) => verdict === 'wrong')).toHaveLength(1);
  });

  test('names each key that is not sound', async () => {
    const [, dkim] = await judge({ 'two._domainkey.example.com TXT': ['v=DKIM1; p='] });
    expect(dkim?.remedy?.join()).toMatch(/^two\._domainkey\.example\.com: Missing key value$/);
  });

  test('is not judged by SPF while nobody knows where SES sends from', async () => {
    const [spf] = await judge({ 'amazonses.com TXT': 'ETIMEOUT' });
    expect(spf).toMatchObject({ verdict: 'to do', remedy: ['Ask again.'] });
  });

  test('has no signature while the zone has no keys', async () => {
    const [, dkim] = await judge({}, []);
    expect(dkim).toMatchObject({
      verdict: 'wrong',
      remedy: ['The zone has no DKIM records: push.'],
    });
  });
});
