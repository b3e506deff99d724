import { KNOWN_TYPES, valueOfText } from '../../../../../bin/commands/dns/values/presentation';
import { decodedParts } from '../../../../../bin/commands/dns/values/decoded';
import { valueText } from '../../../../../bin/commands/dns/values/value';
import { recordStrings } from '../../../../../lib/environment/dns/record-strings';
import { parsedDev } from '../../../../helpers/sample';
import { EVERY_RECORD } from '../../../../helpers/every-record';

const records = parsedDev({ records: EVERY_RECORD }).records.flatMap((record) =>
  record.type === 'ALIAS' ? [] : [record],
);

test('every type of the configuration is read from the spelling of the templates', () => {
  const read = records.map((record) => [
    record.type,
    recordStrings(record).map((value) => valueOfText(record.type, value)),
  ]);
  expect(read).toEqual(
    expect.arrayContaining([
      ['CAA', ['0 issue "letsencrypt.org"', '0 contactphone "+1 (555) 123-4567"']],
      ['DS', [`12345 13 2 ${'a1'.repeat(32)}`]],
      ['HTTPS', ['1 . alpn=h3,h2 ipv4hint=192.0.2.1']],
      [
        'NAPTR',
        [
          '10 20 "s" "SIP+D2T" "" _sip._tcp.example.net',
          '20 0 "u" "" "!^(\\+44.*)$!sip:\\1@example.net!" .',
        ],
      ],
      ['SRV', ['1 5 5061 sip.example.net']],
      ...records.flatMap((record) => (record.type === 'TXT' ? [['TXT', record.values]] : [])),
    ]),
  );
  expect(KNOWN_TYPES.filter((type) => !records.some((record) => record.type === type))).toEqual([]);
});

// RFC 9460, appendix D, RFC 9461 and RFC 9540: as a zone file has it, and as the wire does.
test.each([
  ['1 . alpn="h2,h3" port=443', '0001 00 0001 0006 02 6832 02 6833 0003 0002 01bb'],
  ['1 . key3=\\001\\273', '0001 00 0003 0002 01bb'],
  [
    '1 . ipv6hint=2001:0DB8:0::1,2001:db8::53:1',
    `0001 00 0006 0020 20010db8${'00'.repeat(11)}01 20010db8${'00'.repeat(8)}00530001`,
  ],
  [
    '16 foo.example.org. mandatory=ipv4hint,alpn alpn=h2 ipv4hint=192.0.2.1',
    `0010 03666f6f076578616d706c65036f726700 0000 0004 00010004 0001 0003 026832 0004 0004 c0000201`,
  ],
  ['1 . alpn=h2 no-default-alpn', '0001 00 0001 0003 026832 0002 0000'],
  ['1 . ech=AEj+DQ==', '0001 00 0005 0004 0048fe0d'],
  [
    '1 . dohpath="/dns-query{?dns}"',
    `0001 00 0007 0010 ${Buffer.from('/dns-query{?dns}').toString('hex')}`,
  ],
  ['1 . key7=/q{?dns}', `0001 00 0007 0008 ${Buffer.from('/q{?dns}').toString('hex')}`],
  ['1 . ohttp', '0001 00 0008 0000'],
  ['1 . key667=hello\\040you', `0001 00 029b 0009 ${Buffer.from('hello you').toString('hex')}`],
])('parameters are the same in text and on the wire: %s', (text, wire) => {
  const bytes = Buffer.from(wire.replaceAll(' ', ''), 'hex');
  expect(valueOfText('HTTPS', text)).toBe(valueText('HTTPS', decodedParts('HTTPS', bytes)));
});

test.each([
  ['1 . ipv6hint=192.0.2.1', 'IPv6 addresses behind ipv6hint='],
  ['1 . key3=\\001', 'port of 2 bytes each'],
])('a parameter that is none is refused: %s', (text, expected) => {
  expect(() => valueOfText('HTTPS', text)).toThrow(expected);
});

test('control: other parameters are others', () => {
  const bytes = Buffer.from(
    `0001000007000f${Buffer.from('/dns-query{?dn}').toString('hex')}`,
    'hex',
  );
  expect(valueOfText('HTTPS', '1 . dohpath=/dns-query{?dns}')).not.toBe(
    valueText('HTTPS', decodedParts('HTTPS', bytes)),
  );
});
