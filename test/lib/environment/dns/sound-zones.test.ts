import fc from 'fast-check';
import { withSenderPolicy } from '../../../../lib/environment/dns/sender-policy';
import { recordStrings } from '../../../../lib/environment/dns/record-strings';
import { parsedDev, problemsOf, withRecords } from '../../../helpers/sample';
import { assertSoundZone, type RecordSet } from '../../../helpers/dns-rules';

const ZONE = 'dev.example.com';

/** Few names and values, so that they often meet. */
const name = fc.constantFrom('@', 'www', 'a.www', '*', 'WWW', 'www.', `www.${ZONE}`, '_x');
const text = fc.constantFrom('v=spf1 -all', 'v=spf1 mx ~all', 'k'.repeat(400), 'a "b" \\ c');
const record = fc.oneof(
  fc.record({ name, type: fc.constant('A'), values: fc.constant(['192.0.2.1']) }),
  fc.record({ name, type: fc.constant('AAAA'), values: fc.constant(['2001:db8::1']) }),
  fc.record({
    name,
    type: fc.constant('ALIAS'),
    target: fc.constant('d1.cloudfront.net'),
    ipv6: fc.boolean(),
  }),
  fc.record({ name, type: fc.constant('CNAME'), value: fc.constant('x.example.net') }),
  fc.record({ name, type: fc.constant('TXT'), values: fc.array(text, { maxLength: 3 }) }),
  fc.record({ name, type: fc.constant('NS'), values: fc.constant(['ns.example.net']) }),
);

/** What Route 53 is given for records that the configuration takes. */
function recordSets(records: readonly object[]): RecordSet[] {
  return withSenderPolicy(parsedDev({ records }).records).flatMap<RecordSet>((one, index) => {
    const set = { id: String(index), name: one.name === '@' ? `${ZONE}.` : `${one.name}.${ZONE}.` };
    if (one.type !== 'ALIAS') return [{ ...set, type: one.type, values: recordStrings(one) }];
    return ['A', ...(one.ipv6 ? ['AAAA'] : [])].map((type) => ({ ...set, type, values: [] }));
  });
}

test('records that the configuration takes make a sound zone, whatever they are', () => {
  const taken = { count: 0 };
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (records) => {
      if (problemsOf(withRecords(...records)).length > 0) return;
      taken.count += 1;
      assertSoundZone(recordSets(records), ZONE);
    }),
    { numRuns: 2000 },
  );
  expect(taken.count).toBeGreaterThan(100);
});
