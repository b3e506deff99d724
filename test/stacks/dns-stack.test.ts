import { resourcesOf } from '../helpers/template-rules';
import { synthesizedEnvironment } from '../helpers/synthesis';
import { exampleConfig } from '../helpers/example-config';

const prod = synthesizedEnvironment('prod').template('dns');
const dev = synthesizedEnvironment('dev').template('dns');

/** Type and name -> values and TTL, of every record in a template. */
function recordsOf(template: typeof prod) {
  const records = resourcesOf(template).filter(
    ([, { Type }]) => Type === 'AWS::Route53::RecordSet',
  );
  return Object.fromEntries(
    records.map(([, { Properties }]) => [
      `${String(Properties?.['Type'])} ${String(Properties?.['Name'])}`,
      { values: Properties?.['ResourceRecords'], ttl: Properties?.['TTL'] },
    ]),
  );
}

describe('zone', () => {
  test("holds the owner's records as they are configured", () => {
    expect(recordsOf(prod)).toMatchObject({
      'TXT example.com.': { values: ['"site-verification=1"'], ttl: '3600' },
      'MX example.com.': { values: ['10 mail.example.net'], ttl: '3600' },
      'CNAME www.example.com.': { values: ['www.example.net'], ttl: '300' },
      'A shop.example.com.': { values: ['192.0.2.1'] },
      'AAAA shop.example.com.': { values: ['2001:db8::1'] },
      'NS dev.example.com.': { values: ['ns1.example.net', 'ns2.example.net'] },
    });
  });

  test('lets Amazon alone issue certificates', () => {
    expect(recordsOf(prod)['CAA example.com.']?.values).toEqual(['0 issue "amazon.com"']);
  });

  test('says what becomes of mail that nobody vouches for, in tags that RFC 9989 knows', () => {
    const [policy] = recordsOf(prod)['TXT _dmarc.example.com.']?.values as string[];
    const tags = (JSON.parse(policy ?? '') as string).split('; ');
    expect(tags[0]).toBe('v=DMARC1');
    const known = ['v', 'p', 'sp', 'np', 'rua', 'ruf', 'adkim', 'aspf', 'fo', 'psd', 't'];
    for (const tag of tags) expect(known).toContain(tag.split('=')[0]);
  });

  test("leaves the owner's own DMARC policy alone", () => {
    const example = exampleConfig();
    const policy = {
      name: '_dmarc',
      type: 'TXT',
      values: ['v=DMARC1; p=none'],
      ttlSeconds: 60,
    } as const;
    const config = {
      ...example,
      environments: example.environments.map((one) => ({ ...one, records: [policy] })),
    };
    const template = synthesizedEnvironment('prod', config).template('dns');
    expect(recordsOf(template)['TXT _dmarc.example.com.']?.values).toEqual(['"v=DMARC1; p=none"']);
  });

  test('puts out the name servers that the parent zone has to name', () => {
    expect(prod.toJSON()['Outputs']).toHaveProperty('NameServers');
  });

  test('gets a certificate once it is delegated, and not before', () => {
    prod.resourceCountIs('AWS::CertificateManager::Certificate', 1);
    dev.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    expect(recordsOf(dev)).toHaveProperty(['TXT _dmarc.dev.example.com.']);
  });
});
