import { delegationRecords } from '../../../../lib/environment/dns/delegation-records';
import { parseConfig } from '../../../../lib/config/parse-config';
import { dev, prod, sample } from '../../../helpers/sample';

const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
const delegationSigner = `12345 13 2 ${'A1'.repeat(32)}`;

/** What stands in the zone of `domain` when dev, or an environment below it, is configured like this. */
function recordsIn(domain: string, change: object, below: object = {}) {
  const test = { ...dev, name: 'test', account: '444444444444', domain: 'a.dev.example.com' };
  const environments = [{ ...test, ...below }, { ...dev, ...change }, prod];
  return delegationRecords(domain, parseConfig({ ...sample, environments }).environments);
}

describe('delegation of the zone of another environment', () => {
  test('names its servers, and its key if it is signed, for an hour', () => {
    const common = { name: 'dev', ttlSeconds: 3600 };
    expect(recordsIn('example.com', { nameServers })).toEqual([
      { ...common, type: 'NS', values: nameServers },
    ]);
    expect(
      delegationRecords(
        'example.com',
        parseConfig({
          ...sample,
          environments: [
            { ...dev, nameServers, delegationSigner, dnssec: 'signing' },
            { ...prod, dnssec: 'signing' },
          ],
        }).environments,
      ),
    ).toEqual([
      { ...common, type: 'NS', values: nameServers },
      { ...common, type: 'DS', values: [delegationSigner] },
    ]);
  });

  test('is in the zone that is nearest above it, and nowhere else', () => {
    const below = { nameServers };
    expect(recordsIn('dev.example.com', {}, below)).toEqual([
      { name: 'a', ttlSeconds: 3600, type: 'NS', values: nameServers },
    ]);
    expect(recordsIn('example.com', {}, below)).toEqual([]);
    expect(recordsIn('a.dev.example.com', {}, below)).toEqual([]);
  });

  test('is none until its servers are known', () => {
    expect(recordsIn('example.com', {})).toEqual([]);
  });
});
