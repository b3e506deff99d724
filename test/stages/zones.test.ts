import { bareAndFull } from '../helpers/synthesis';
import { assertSoundZone, recordSetsIn, type RecordSet } from '../helpers/dns-rules';
import { exampleConfig } from '../helpers/example-config';
import { synthesizedEnvironment } from '../helpers/synthesis';

function recordsOf(name: string, config = exampleConfig()): RecordSet[] {
  return recordSetsIn(synthesizedEnvironment(name, config).all.map(({ template }) => template));
}

const zones: [string, string, RecordSet[]][] = [
  ['dev', 'dev.example.com', recordsOf('dev')],
  ['prod', 'example.com', recordsOf('prod')],
  ['prod with all options', 'example.com', recordsOf('prod', bareAndFull())],
];

/** What neither the library's validator nor CloudFormation notices before Route 53 or a receiver of mail does. */
describe('records of an environment', () => {
  test.each(zones)('%s: make a zone that Route 53 and resolvers take', (_, zone, records) => {
    expect(records.length).toBeGreaterThan(2);
    expect(() => {
      assertSoundZone(records, zone);
    }).not.toThrow();
  });

  const a: RecordSet = { id: 'A', name: 'www.example.com.', type: 'A', values: ['192.0.2.1'] };
  const cname: RecordSet = { id: 'C', name: 'x.example.com.', type: 'CNAME', values: ['y.net'] };
  const txt: RecordSet = { id: 'T', name: 'example.com.', type: 'TXT', values: ['"v=spf1 -all"'] };

  test.each<[string, RecordSet[], string]>([
    ['a stray', [{ ...a, name: 'www.example.net.' }], 'lies outside example.com'],
    ['a likeness', [{ ...a, name: 'notexample.com.' }], 'lies outside example.com'],
    ['a doubled zone', [{ ...a, name: 'www.example.com.example.com' }], 'lies outside example.com'],
    ['a CNAME at the apex', [{ ...cname, name: 'example.com.' }], 'C is a CNAME at the apex'],
    ['a CNAME beside another', [a, { ...cname, name: a.name }], 'C is a CNAME beside others'],
    ['a record of two stacks', [a, { ...a, id: 'B' }], 'A is there twice'],
    ['two SPF texts', [{ ...txt, values: [...txt.values, '"v=spf1 mx -all"'] }], 'T has two SPF'],
    ['two SPF records', [txt, { ...txt, id: 'U' }], 'T is there twice'],
    ['a long string', [{ ...txt, values: [`"${'k'.repeat(256)}"`] }], 'T has a text of more'],
  ])('control: the check notices %s', (_, records, message) => {
    expect(() => {
      assertSoundZone(records, 'example.com');
    }).toThrow(message);
  });
});
