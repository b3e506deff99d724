import { expectResource, resourcesOf } from '../../helpers/template-rules';
import { synthesizedEnvironment } from '../../helpers/synthesis';
import type { EnvironmentInput } from '../../../lib/config/environment/environment';
import { dev as devInput } from '../../helpers/sample';
import { exampleConfig, prodInput } from '../../helpers/example-config';

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

/** The zone of prod with other choices of the owner's. */
function zoneWith(changes: Partial<EnvironmentInput>) {
  const config = exampleConfig({ environments: [{ ...prodInput, ...changes }] });
  return synthesizedEnvironment('prod', config).template('dns');
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

  test('lets Amazon alone issue certificates unless the owner names others', () => {
    expect(recordsOf(prod)['CAA example.com.']?.values).toEqual(['0 issue "amazon.com"']);
    const others = zoneWith({ certificateIssuers: ['letsencrypt.org', 'amazon.com'] });
    expect(recordsOf(others)['CAA example.com.']?.values).toEqual([
      '0 issue "amazon.com"',
      '0 issue "letsencrypt.org"',
    ]);
  });

  test("has the owner's properties of certificates beside Amazon (RFC 8657, RFC 8659)", () => {
    const value = 'letsencrypt.org; validationmethods=dns-01; accounturi=https://a.example/1';
    const own = zoneWith({
      records: [
        {
          name: '@',
          type: 'CAA',
          ttlSeconds: 300,
          values: [
            { tag: 'issue', value },
            { tag: 'issuewild', value: ';', critical: true },
            { tag: 'iodef', value: 'mailto:ca@example.com' },
          ],
        },
      ],
    });
    expect(recordsOf(own)['CAA example.com.']).toEqual({
      values: [
        '0 issue "amazon.com"',
        `0 issue "${value}"`,
        '128 issuewild ";"',
        '0 iodef "mailto:ca@example.com"',
      ],
      ttl: '300',
    });
  });

  test('names an authority once that is an issuer and a value as well, and keeps critical ones', () => {
    const own = zoneWith({
      certificateIssuers: ['letsencrypt.org'],
      records: [
        {
          name: '@',
          type: 'CAA',
          values: [
            { tag: 'issue', value: 'letsencrypt.org' },
            { tag: 'issue', value: 'amazon.com', critical: true },
          ],
        },
      ],
    });
    expect(recordsOf(own)['CAA example.com.']?.values).toEqual([
      '0 issue "amazon.com"',
      '0 issue "letsencrypt.org"',
      '128 issue "amazon.com"',
    ]);
  });

  test("asks receivers for nothing that would send the owner's other mail to spam", () => {
    expect(recordsOf(prod)['TXT _dmarc.example.com.']?.values).toEqual(['"v=DMARC1; p=none"']);
  });

  test("leaves the name of the mail policy to the owner's own text", () => {
    const own = zoneWith({
      records: [{ name: '_dmarc', type: 'TXT', values: ['v=DMARC1; p=reject'] }],
    });
    expect(recordsOf(own)['TXT _dmarc.example.com.']?.values).toEqual(['"v=DMARC1; p=reject"']);
  });

  test("leaves the name of the mail policy to the owner's CNAME, which stands nowhere else", () => {
    const own = zoneWith({
      records: [{ name: '_dmarc', type: 'CNAME', value: 'dmarc.example.net' }],
    });
    expect(recordsOf(own)).toHaveProperty(['CNAME _dmarc.example.com.']);
    expect(recordsOf(own)).not.toHaveProperty(['TXT _dmarc.example.com.']);
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

describe('zone above that of another environment', () => {
  const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
  const delegationSigner = `12345 13 2 ${'A1'.repeat(32)}`;

  test('names its servers and its key', () => {
    const config = exampleConfig({
      environments: [
        { ...devInput, nameServers, delegationSigner, dnssec: 'signing' },
        { ...prodInput, records: [], dnssec: 'signing' },
      ],
    });
    const records = recordsOf(synthesizedEnvironment('prod', config).template('dns'));
    expect(records).toMatchObject({
      'NS dev.example.com.': { values: nameServers, ttl: '3600' },
      'DS dev.example.com.': { values: [delegationSigner] },
    });
  });

  test('leaves zones to the environment in between', () => {
    const below = {
      ...devInput,
      name: 'test',
      account: '444444444444',
      domain: 'a.dev.example.com',
    };
    const config = exampleConfig({
      environments: [{ ...below, nameServers }, devInput, { ...prodInput, records: [] }],
    });
    const zoneOf = (name: string) =>
      recordsOf(synthesizedEnvironment(name, config).template('dns'));
    expect(zoneOf('dev')).toHaveProperty(['NS a.dev.example.com.']);
    expect(Object.keys(zoneOf('prod'))).toEqual([
      'TXT example.com.',
      'CAA example.com.',
      'TXT _dmarc.example.com.',
    ]);
  });
});

describe('mail policies of the zone', () => {
  const configured = recordsOf(
    zoneWith({
      dmarc: { policy: 'reject', reportsTo: ['dmarc@example.com'] },
      tlsReports: 'tls@example.com',
    }),
  );

  test('are what the configuration says', () => {
    expect(configured).toMatchObject({
      'TXT _dmarc.example.com.': { values: ['"v=DMARC1; p=reject; rua=mailto:dmarc@example.com"'] },
      'TXT _smtp._tls.example.com.': { values: ['"v=TLSRPTv1; rua=mailto:tls@example.com"'] },
    });
  });

  test('name no senders where the domain has no mail servers', () => {
    expect(recordsOf(dev)['TXT dev.example.com.']?.values).toEqual(['"v=spf1 -all"']);
    expect(recordsOf(prod)['TXT example.com.']?.values).toEqual(['"site-verification=1"']);
  });
});

describe('policy of MTA-STS', () => {
  const config = exampleConfig({ environments: [{ ...prodInput, mtaSts: 'testing' }] });
  const { template, all } = synthesizedEnvironment('prod', config);
  const records = Object.assign({}, ...all.map((one) => recordsOf(one.template))) as object;

  test('is served under a name of its own, with a certificate for it', () => {
    expectResource(template('dns'), 'AWS::CertificateManager::Certificate', {
      DomainName: 'example.com',
      SubjectAlternativeNames: ['mta-sts.example.com'],
    });
    expectResource(template('storage'), 'AWS::CloudFront::Distribution', {
      DistributionConfig: { Aliases: ['example.com', 'mta-sts.example.com'] },
    });
    expect(records).toHaveProperty(['A mta-sts.example.com.']);
    expect(records).toHaveProperty(['AAAA mta-sts.example.com.']);
  });

  test('is announced once its file is published', () => {
    const [[, announcement] = []] = resourcesOf(template('contact')).filter(
      ([, { Properties }]) => Properties?.['Name'] === '_mta-sts.example.com.',
    );
    const published = resourcesOf(template('contact'))
      .filter(([, { Type }]) => Type === 'Custom::CDKBucketDeployment')
      .map(([id]) => id);
    expect(announcement).toMatchObject({
      Properties: { ResourceRecords: [expect.stringMatching(/^"v=STSv1; id=[0-9a-f]{32}"$/)] },
      DependsOn: expect.arrayContaining(published) as unknown,
    });
  });

  test('leaves the certificate in use to CloudFront when another one takes its place', () => {
    const [[, certificate] = []] = resourcesOf(template('dns')).filter(
      ([, { Type }]) => Type === 'AWS::CertificateManager::Certificate',
    );
    expect(certificate).toMatchObject({ UpdateReplacePolicy: 'Retain' });
  });
});
