import { generateKeyPairSync } from 'node:crypto';
import { parsedDev, warningsOf } from '../../../helpers/sample';

const rsa = (modulusLength: number, type: 'spki' | 'pkcs1' = 'spki') =>
  generateKeyPairSync('rsa', { modulusLength })
    .publicKey.export({ format: 'der', type })
    .toString('base64');
const ed25519 = generateKeyPairSync('ed25519')
  .publicKey.export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('base64');
const KEY = rsa(1024);

/** What is told of texts at one name. */
function advice(name: string, ...values: string[]) {
  return warningsOf(parsedDev({ records: [{ name, type: 'TXT', values }] }));
}

describe('a key of DKIM (RFC 6376, section 3.6.1)', () => {
  test.each<[string, string]>([
    ['as most publish it', `v=DKIM1; k=rsa; p=${KEY}`],
    ['without version and type', `p=${KEY}`],
    ['with a tag that nobody knows', `v=DKIM1; later=x; p=${KEY}`],
    ['without its type around it', `v=DKIM1; p=${rsa(1024, 'pkcs1')}`],
    [
      'with a semicolon at its end, and blanks',
      `v = DKIM1 ;h=sha256;k=rsa; p=${KEY.slice(0, 90)} ${KEY.slice(90)} ;`,
    ],
    ['of Ed25519 (RFC 8463)', `v=DKIM1; k=ed25519; p=${ed25519}`],
    ['that is taken back', 'v=DKIM1; p='],
  ])('is taken in silence %s', (_, text) => {
    expect(advice('one._domainkey', text)).toEqual([]);
    expect(advice('one._domainkey.shop', text)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['cut off, as at 255 characters', `v=DKIM1; k=rsa; p=${KEY.slice(0, 150)}`, 'cut off'],
    ['with a quote of a zone file', `v=DKIM1; p=${KEY.slice(0, 90)}"${KEY.slice(90)}`, 'base64'],
    ['without semicolons', `v=DKIM1 k=rsa p=${KEY}`, 'semicolons between'],
    ['with commas', `v=DKIM1, k=rsa, p=${KEY}`, 'semicolons between'],
    ['of another version', `v=DKIM2; p=${KEY}`, 'semicolons between'],
    ['with its version in small letters', `v=dkim1; p=${KEY}`, 'semicolons between'],
    ['whose version comes last', `p=${KEY}; v=DKIM1`, 'v first'],
    ['that is not there', 'v=DKIM1; k=rsa', 'the key itself'],
    ['with one part that is no tag', `v=DKIM1; r-s=a; p=${KEY}`, 'semicolons between'],
    ['of 512 bits (RFC 8301)', `v=DKIM1; p=${rsa(512)}`, '1024 bits'],
    ['of an unknown type', `v=DKIM1; k=dsa; p=${KEY}`, 'rsa or ed25519'],
    ['of Ed25519 in the form of others', `v=DKIM1; k=ed25519; p=${KEY}`, '32 bytes'],
  ])('is told of when %s', (_, text, expected) => {
    expect(advice('one._domainkey', text)).toMatchObject([
      {
        path: 'environments[0].records[0]',
        found: text,
        expected: expect.stringContaining(expected) as string,
      },
    ]);
  });

  test('is a key below the name of a policy as well', () => {
    expect(advice('one._policy._domainkey', 'v=DKIM1; k=rsa')).toHaveLength(1);
  });

  test('is alone at its name (section 3.6.2.2)', () => {
    expect(advice('one._domainkey', `p=${KEY}`, `p=${rsa(1024)}`)).toMatchObject([
      { expected: expect.stringContaining('one key at each name') as string },
    ]);
  });

  test.each([
    ['_domainkey', 'o=~; p=x'],
    ['_adsp._domainkey', 'dkim=all'],
    ['one._domainkey', 'site-verification=1'],
    ['www', 'p=x'],
  ])('control: a text at %p that is none is left alone: %p', (name, text) => {
    expect(advice(name, text)).toEqual([]);
  });
});

describe('a text of MTA-STS (RFC 8461, section 3.1)', () => {
  test.each([
    'v=STSv1; id=20160831085700Z;',
    'v=STSv1;id=1',
    'v=STSv1 ; id=1 ; ',
    'v=STSv1; x-y=z ; id=a1',
  ])('%p is taken in silence', (text) => {
    expect(advice('_mta-sts', text)).toEqual([]);
    expect(advice('_mta-sts', text, 'site-verification=1')).toEqual([]);
  });

  test.each([
    [['v=STSv1']],
    [['x v=STSv1; id=1', 'y v=STSv1; id=2']],
    [['v=STSv1;']],
    [['x v=STSv1; id=1']],
    [['v=STSv1x; id=1']],
    [['v=STSv1; id=1x y']],
    [['v=STSv1; id=1; x']],
    [['v=STSv1; id=1; -x=y']],
    [['v=stsv1; id=1']],
    [['v=STSv1; id=2026-11-01']],
    [['v=STSv1 id=1']],
    [['id=1; v=STSv1']],
    [['v=STSv1; id=1', 'v=STSv1; id=2']],
    [['site-verification=1']],
  ])('%j is told of', (texts) => {
    expect(advice('_mta-sts', ...texts)).toMatchObject([
      { expected: expect.stringContaining('RFC 8461') as string },
    ]);
  });
});

test('of several texts only those count that begin as one, and all are shown', () => {
  expect(advice('_mta-sts', 'v=STSv1; id=1', 'x v=STSv1; id=2')).toEqual([]);
  const reports = 'v=TLSRPTv1; rua=mailto:a@example.com';
  expect(advice('_smtp._tls', reports, `x ${reports}`)).toEqual([]);
  expect(advice('_mta-sts', 'v=STSv1; id=1', 'v=STSv1; id=2')).toMatchObject([
    { found: 'v=STSv1; id=1 v=STSv1; id=2' },
  ]);
});

describe('a text of TLS reports (RFC 8460, section 3)', () => {
  test.each([
    'v=TLSRPTv1; rua=mailto:reports@example.com',
    'v=TLSRPTv1 ; rua=mailto:reports@example.com',
    'v=TLSRPTv1;rua=https://reporting.example.com/v1/tlsrpt;',
    'v=TLSRPTv1; rua=mailto:a@example.com , https://b.example.com/',
  ])('%p is taken in silence', (text) => {
    expect(advice('_smtp._tls', text)).toEqual([]);
  });

  test.each([
    [['v=TLSRPTv1']],
    [['x v=TLSRPTv1; rua=mailto:a@example.com']],
    [['v=TLSRPTv1x; rua=mailto:a@example.com']],
    [['v=TLSRPT1; rua=mailto:a@example.com']],
    [['v=tlsrptv1; rua=mailto:a@example.com']],
    [['v=TLSRPTv1; rua=a@example.com']],
    [['v=TLSRPTv1; rua=http://example.com/']],
    [['v=TLSRPTv1 rua=mailto:a@example.com']],
    [['v=TLSRPTv1; rua=mailto:a@example.com', 'v=TLSRPTv1; rua=mailto:b@example.com']],
  ])('%j is told of', (texts) => {
    expect(advice('_smtp._tls', ...texts)).toMatchObject([
      { expected: expect.stringContaining('RFC 8460') as string },
    ]);
  });
});
