import { KNOWN_TYPES, valueOfText } from '../../../../../bin/commands/dns/values/presentation';
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
      ['CAA', ['0 issue "letsencrypt.org"']],
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
