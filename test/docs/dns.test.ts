import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dnsFields } from '../../lib/config/zone/dns';
import { dnsRecord } from '../../lib/config/records/dns-records';
import { EVERY_RECORD } from '../helpers/every-record';

const text = readFileSync(join(__dirname, '../../docs/dns.md'), 'utf8');
const [, example = ''] = /```ts\n(.*?)```/s.exec(text) ?? [];

/** The types that the configuration knows, in the order of its message. */
const types = [...(dnsRecord.safeParse({}).error?.issues[0]?.message ?? '').matchAll(/[A-Z]+\b/g)]
  .map(([type]) => type)
  .sort();

function typesIn(code: string) {
  return [...new Set([...code.matchAll(/type: '([A-Z]+)'/g)].map(([, type]) => type))].sort();
}

function optionsIn(markdown: string) {
  return [...markdown.matchAll(/^\| `(\w+)` +\|/gm)].map(([, option]) => option).sort();
}

test('test/helpers/every-record.ts has a record of every type', () => {
  expect([...new Set(EVERY_RECORD.map(({ type }) => type))].sort()).toEqual(types);
});

describe('docs/dns.md', () => {
  test('has an example of every record type, and of no other', () => {
    expect(types).toContain('ALIAS');
    expect(typesIn(example)).toEqual(types);
  });

  test('control: the comparison of types notices one that is left out', () => {
    expect(typesIn(example.replaceAll("'SRV'", "'MX'"))).not.toEqual(types);
  });

  test('has a line for every option, and for no other', () => {
    expect(optionsIn(text)).toEqual(Object.keys(dnsFields).sort());
  });

  test('control: the comparison of options notices one that is left out', () => {
    expect(optionsIn(text.replace('| `queryLogs`', '| queryLogs'))).not.toEqual(
      Object.keys(dnsFields).sort(),
    );
  });
});
