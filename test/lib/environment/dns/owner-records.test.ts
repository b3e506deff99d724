import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import fc from 'fast-check';
import type { DnsRecord } from '../../../../lib/config/config';
import type { DnsRecordInput } from '../../../../lib/config/records/dns-records';
import { OwnerRecords } from '../../../../lib/environment/dns/owner-records';
import { recordStrings } from '../../../../lib/environment/dns/record-strings';
import { EVERY_RECORD } from '../../../helpers/every-record';
import { parsedDev } from '../../../helpers/sample';
import { resourcesOf } from '../../../helpers/template-rules';

function recordSetsOf(...records: DnsRecordInput[]) {
  const stack = new Stack(new App(), 'Zone');
  const zone = new PublicHostedZone(stack, 'Zone', { zoneName: 'dev.example.com' });
  new OwnerRecords(stack, 'Records', { zone, records: parsedDev({ records }).records });
  return resourcesOf(Template.fromStack(stack))
    .filter(([, { Type }]) => Type === 'AWS::Route53::RecordSet')
    .map(([, { Properties }]) => Properties);
}

/** The texts of a TXT value, as a name server reads it. */
function stringsIn(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"/g)].map(([, string = '']) =>
    string.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
  );
}

const txt = (text: string): Extract<DnsRecord, { type: 'TXT' }> => ({
  name: '@',
  type: 'TXT',
  ttlSeconds: 60,
  values: [text],
});

describe('a record is spelt as Route 53 reads it', () => {
  test.each<[DnsRecordInput, string[]]>([
    [
      {
        name: '_sip._tls',
        type: 'SRV',
        values: [{ priority: 1, weight: 5, port: 5061, host: 'sip.example.net' }],
      },
      ['1 5 5061 sip.example.net'],
    ],
    [
      {
        name: 'shop',
        type: 'CAA',
        values: [
          { tag: 'issue', value: 'letsencrypt.org' },
          { tag: 'issuewild', value: ';', critical: true },
        ],
      },
      ['0 issue "letsencrypt.org"', '128 issuewild ";"'],
    ],
    [
      {
        name: 'www',
        type: 'HTTPS',
        values: [
          {
            priority: 1,
            target: '.',
            alpn: ['h3', 'h2'],
            port: 8443,
            ipv4Hints: ['192.0.2.1', '192.0.2.2'],
            ipv6Hints: ['2001:db8::1', '2001:db8::2'],
          },
        ],
      },
      [
        '1 . alpn="h3,h2" port=8443 ipv4hint="192.0.2.1,192.0.2.2" ipv6hint="2001:db8::1,2001:db8::2"',
      ],
    ],
    [
      { name: '_dns', type: 'SVCB', values: [{ priority: 0, target: 'dns.example.net' }] },
      ['0 dns.example.net'],
    ],
    [{ name: '@', type: 'MX', values: [{ priority: 0, host: '.' }] }, ['0 .']],
    [
      {
        name: 'sip',
        type: 'NAPTR',
        values: [
          {
            order: 1,
            preference: 2,
            flags: 'u',
            service: 'E2U+sip',
            regexp: String.raw`!^(\+44.*)$!sip:\1@example.com!`,
          },
          { order: 2, preference: 0, replacement: 'sip.example.net' },
          { order: 3, preference: 0, regexp: '!a!"b"!' },
        ],
      },
      [
        String.raw`1 2 "u" "E2U+sip" "!^(\\+44.*)$!sip:\\1@example.com!" .`,
        '2 0 "" "" "" sip.example.net',
        String.raw`3 0 "" "" "!a!\042b\042!" .`,
      ],
    ],
    [
      { name: '_25._tcp.mail', type: 'TLSA', values: [`3 1 1 ${'a1'.repeat(32)}`] },
      [`3 1 1 ${'a1'.repeat(32)}`],
    ],
  ])('%o', (record, expected) => {
    expect(recordSetsOf(record)).toEqual([
      expect.objectContaining({
        Name: record.name === '@' ? 'dev.example.com.' : `${record.name}.dev.example.com.`,
        Type: record.type,
        TTL: '3600',
        ResourceRecords: expected,
      }),
    ]);
  });

  test.each(
    EVERY_RECORD.filter(({ type }) =>
      ['A', 'AAAA', 'CNAME', 'DS', 'NS', 'PTR', 'SSHFP', 'TLSA'].includes(type),
    ).map((record) => [record.type, record]),
  )('of type %s as its owner wrote it: %o', (_, record) => {
    const written = 'value' in record ? [record.value] : 'values' in record ? record.values : [];
    const [parsed] = parsedDev({ records: EVERY_RECORD }).records.filter(
      ({ type }) => type === record.type,
    );
    if (parsed === undefined || parsed.type === 'ALIAS') throw new Error('no such record');
    expect(recordStrings(parsed)).toEqual(written);
  });

  test('an alias as two records, in the zone of its target', () => {
    const alias = { name: '@', type: 'ALIAS', target: 'd111111abcdef8.cloudfront.net' } as const;
    const target = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: alias.target };
    expect(recordSetsOf(alias)).toEqual([
      expect.objectContaining({ Type: 'A', Name: 'dev.example.com.', AliasTarget: target }),
      expect.objectContaining({ Type: 'AAAA', Name: 'dev.example.com.', AliasTarget: target }),
    ]);
  });

  test('an alias of a target without IPv6 as one record', () => {
    const [record, ...others] = recordSetsOf({
      name: 'shop',
      type: 'ALIAS',
      target: 's3-website-eu-west-1.amazonaws.com',
      targetZoneId: 'Z1BKCTXD74EZPE',
      ipv6: false,
    });
    expect(others).toEqual([]);
    expect(record).toMatchObject({ Type: 'A', AliasTarget: { HostedZoneId: 'Z1BKCTXD74EZPE' } });
    expect(record).not.toHaveProperty('TTL');
  });
});

describe('a text', () => {
  test('of more than 255 bytes is split', () => {
    const [value = ''] = recordStrings(txt('k'.repeat(600)));
    expect(stringsIn(value).map((string) => string.length)).toEqual([255, 255, 90]);
  });

  test.each([251, 252, 253, 254, 255])(
    'is not split within a code behind %i characters',
    (count) => {
      for (const special of ['"', '\\']) {
        const text = `${'k'.repeat(count)}${special}${'1'.repeat(10)}`;
        const [value = ''] = recordStrings(txt(text));
        expect(stringsIn(value).join('')).toBe(text);
        expect(value).toMatch(/^(?:"(?:[^"\\]|\\\d{3}){1,255}" ?)+$/);
      }
    },
  );

  test('reads back whole from its strings, each of at most 255 bytes, whatever it holds', () => {
    const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1200 });
    fc.assert(
      fc.property(printable, (text) => {
        const [value = ''] = recordStrings(txt(text));
        const strings = stringsIn(value);
        expect(strings.join('')).toBe(text);
        expect(value).toMatch(/^(?:"[^"]{1,255}" ?)+$/);
      }),
    );
  });
});
