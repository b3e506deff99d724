import fc from 'fast-check';
import type { DnsRecord } from '../../../../lib/config/config';
import type { DmarcConfig } from '../../../../lib/config/zone/dns';
import { dmarcText } from '../../../../lib/environment/dns/dmarc';
import { MTA_STS_FILE, mtaStsPolicy, mtaStsText } from '../../../../lib/environment/dns/mta-sts';
import { withSenderPolicy } from '../../../../lib/environment/dns/sender-policy';
import type { EmailAddress } from '../../../../lib/types/branded';
import { parsedDev } from '../../../helpers/sample';

const dmarcOf = (dmarc: object): DmarcConfig => parsedDev({ dmarc }).dmarc;

describe('DMARC policy', () => {
  test.each([
    [{ policy: 'none' }, 'v=DMARC1; p=none'],
    [
      { policy: 'quarantine', testing: true, reportsTo: ['a@example.com', 'b@example.com'] },
      'v=DMARC1; p=quarantine; t=y; rua=mailto:a@example.com,mailto:b@example.com',
    ],
    // RFC 9989, section 4.7: a comma ends an address, "!" an obsolete size; RFC 6068 has "&" encoded.
    [
      { policy: 'none', reportsTo: ['r&d@example.com', 'a!1m+b@example.com'] },
      'v=DMARC1; p=none; rua=mailto:r%26d@example.com,mailto:a%211m+b@example.com',
    ],
    [
      {
        policy: 'reject',
        subdomainPolicy: 'quarantine',
        nonexistentPolicy: 'reject',
        alignment: { dkim: 'strict', spf: 'relaxed' },
        failureReportsTo: ['f@example.com', 'g@example.com'],
        failureReportsOn: 'any',
        organizationalDomain: true,
      },
      'v=DMARC1; p=reject; sp=quarantine; np=reject; adkim=s; aspf=r; ruf=mailto:f@example.com,mailto:g@example.com; fo=1; psd=n',
    ],
  ])('%j is %s', (dmarc, text) => {
    expect(dmarcText(dmarcOf(dmarc))).toBe(text);
  });

  test('has tags of RFC 9989 only, each once, the version first, whatever is configured', () => {
    const policy = fc.constantFrom('none', 'quarantine', 'reject');
    const addresses = fc.array(
      fc.constantFrom('a@example.com' as EmailAddress, 'b+c@example.org' as EmailAddress),
      {
        minLength: 1,
      },
    );
    const alignment = fc.constantFrom('relaxed', 'strict');
    const dmarc: fc.Arbitrary<DmarcConfig> = fc.record(
      {
        policy,
        subdomainPolicy: policy,
        nonexistentPolicy: policy,
        testing: fc.boolean(),
        reportsTo: addresses,
        failureReportsTo: addresses,
        failureReportsOn: fc.constantFrom('all', 'any', 'dkim', 'spf'),
        alignment: fc.record({ dkim: alignment, spf: alignment }, { requiredKeys: [] }),
        organizationalDomain: fc.boolean(),
      },
      { requiredKeys: ['policy'] },
    );
    fc.assert(
      fc.property(dmarc, (one) => {
        const text = dmarcText(one);
        const tags = text.split('; ').map((tag) => tag.split('=')[0]);
        expect(text).toMatch(/^v=DMARC1; p=(none|quarantine|reject)(; [a-z]+=[^;= ]+)*$/);
        expect(new Set(tags).size).toBe(tags.length);
        expect(['v', 'p', 'sp', 'np', 't', 'adkim', 'aspf', 'rua', 'ruf', 'fo', 'psd']).toEqual(
          expect.arrayContaining(tags),
        );
      }),
    );
  });
});

describe('policy of MTA-STS', () => {
  const mx: DnsRecord = {
    name: '@',
    type: 'MX',
    ttlSeconds: 3600,
    values: [
      { priority: 10, host: 'mx1.example.net' },
      { priority: 20, host: 'mx2.example.net' },
    ],
  };
  const elsewhere: DnsRecord = {
    ...mx,
    name: 'lists',
    values: [{ priority: 10, host: 'lists.example.net' }],
  };
  const address: DnsRecord = { name: '@', type: 'A', ttlSeconds: 3600, values: ['192.0.2.1'] };

  test('names the mail servers of the apex', () => {
    expect(mtaStsPolicy('enforce', [elsewhere, address, mx])).toBe(
      'version: STSv1\r\nmode: enforce\r\nmx: mx1.example.net\r\nmx: mx2.example.net\r\nmax_age: 604800\r\n',
    );
  });

  test('is where other servers look for it (RFC 8461, section 3.3)', () => {
    expect(MTA_STS_FILE).toBe('.well-known/mta-sts.txt');
  });

  test('is taken back within a day', () => {
    expect(mtaStsPolicy('none', [])).toBe('version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n');
  });

  // RFC 8461, section 3.2, with RFC 7505.
  test('names no server of a domain that takes no mail', () => {
    const none: DnsRecord = { ...mx, values: [{ priority: 0, host: '.' }] };
    expect(mtaStsPolicy('none', [none])).toBe(mtaStsPolicy('none', []));
  });

  test('has another id when it says something else, and the same one otherwise', () => {
    const texts = (['none', 'testing', 'enforce', 'enforce'] as const).map((mode) =>
      mtaStsText(mtaStsPolicy(mode, [mx])),
    );
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).toMatch(/^v=STSv1; id=[a-z0-9]{32}$/);
  });
});

describe('SPF of the apex', () => {
  const spf = (...records: object[]) =>
    withSenderPolicy(parsedDev({ records }).records).flatMap((record) =>
      record.type === 'TXT' && record.name === '@' ? record.values : [],
    );
  const mail = (host: string) => ({ name: '@', type: 'MX', values: [{ priority: 0, host }] });
  const text = (value: string, name = '@') => ({ name, type: 'TXT', values: [value] });

  test('says that a domain without mail servers mails from nowhere', () => {
    expect(spf()).toEqual(['v=spf1 -all']);
    expect(spf(mail('.'))).toEqual(['v=spf1 -all']);
    expect(spf({ ...mail('mx.example.net'), name: 'lists' })).toEqual(['v=spf1 -all']);
  });

  test("stands beside the owner's other texts, in one record", () => {
    expect(spf(text('verification=1'), text('v=spf1 mx -all', 'lists'))).toEqual([
      'verification=1',
      'v=spf1 -all',
    ]);
  });

  test('leaves every other record as it is', () => {
    const { records } = parsedDev({
      records: [
        { name: 'www', type: 'A', values: ['192.0.2.1'] },
        text('verification=1'),
        text('x', 'lists'),
      ],
    });
    const [www, texts, lists] = records;
    expect(withSenderPolicy(records)).toEqual([
      www,
      lists,
      { ...texts, values: ['verification=1', 'v=spf1 -all'] },
    ]);
  });

  test("is the owner's own if there is one, or none where mail comes from who knows where", () => {
    expect(spf(text('v=spf1 include:spf.example.net -all'))).toEqual([
      'v=spf1 include:spf.example.net -all',
    ]);
    expect(spf(mail('mx.example.net'))).toEqual([]);
  });
});
