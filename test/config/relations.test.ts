import { dev, onlyProblemOf, problemsOf, prod, sample, withDev, withRecords } from './sample';

const withProd = (change: object) => ({ ...sample, environments: [dev, { ...prod, ...change }] });

describe('environments', () => {
  test.each(['name', 'account'] as const)('differ in their %s', (key) => {
    expect(onlyProblemOf(withProd({ [key]: dev[key] }))).toMatchObject({
      path: `environments[1].${key}`,
      found: dev[key],
      expected: expect.stringContaining('environments[0]') as string,
    });
  });

  test('differ in their domain', () => {
    expect(onlyProblemOf(withProd({ domain: dev.domain })).path).toBe('environments[1].domain');
  });

  test('live in other accounts than the pipeline, and the message says why', () => {
    const problem = onlyProblemOf(withProd({ account: sample.tools.account }));
    expect(problem.path).toBe('environments[1].account');
    expect(problem.fix).toContain('builds in the tools account must not own what they deliver to');
  });

  test.each(['example.org', 'notexample.com', 'com.example.net'])(
    "lie under the owner's domain, which %p does not",
    (domain) => {
      expect(onlyProblemOf(withDev({ domain }))).toMatchObject({
        path: 'environments[0].domain',
        expected: '"example.com" or a domain under it',
      });
    },
  );
});

describe('connection', () => {
  const arn = (region: string, account: string) =>
    `arn:aws:codeconnections:${region}:${account}:connection/0123-abcd`;

  test.each([
    [arn('us-east-1', '111111111111'), 'region eu-west-1'],
    [arn('eu-west-1', '222222222222'), 'account 111111111111'],
    [arn('us-east-1', '222222222222'), 'account 111111111111 and region eu-west-1'],
  ])('%s is refused for being elsewhere than the tools', (connectionArn, where) => {
    const raw = { ...sample, source: { ...sample.source, connectionArn } };
    expect(onlyProblemOf(raw)).toMatchObject({
      path: 'source.connectionArn',
      expected: `a connection in the tools ${where}`,
    });
  });
});

test('notifications are named once each', () => {
  const notifications = ['a@example.com', 'A@example.com'];
  expect(onlyProblemOf({ ...sample, notifications }).path).toBe('notifications[1]');
});

test('allowed origins leave out that of a contact page under its domain', () => {
  const withOrigin = (delegated: boolean) => ({
    ...sample,
    environments: [dev, { ...prod, delegated }],
    contact: { ...sample.contact, allowedOrigins: ['https://example.com'] },
  });
  expect(onlyProblemOf(withOrigin(true))).toMatchObject({
    path: 'contact.allowedOrigins[0]',
    expected: expect.stringContaining("environments[1]'s contact page") as string,
    fix: 'remove it',
  });
  expect(problemsOf(withOrigin(false))).toEqual([]);
});

describe('records', () => {
  const a = { name: 'www', type: 'A', values: ['192.0.2.1'] };
  const cname = { name: 'www', type: 'CNAME', value: 'www.example.net' };

  test('of each type are taken, with a TTL of an hour unless another is given', () => {
    const raw = withRecords(
      a,
      { name: '*.shop', type: 'CNAME', value: 'shop.example.net', ttlSeconds: 60 },
      { name: '@', type: 'AAAA', values: ['2001:db8::1'] },
      { name: '@', type: 'TXT', values: ['v=spf1 -all', 'a "quoted" word'] },
      { name: '_sub.deep', type: 'NS', values: ['ns-1.awsdns-01.org'] },
      { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] },
    );
    expect(problemsOf(raw)).toEqual([]);
  });

  test.each([
    ['a name of upper case', { ...a, name: 'WWW' }, 'name', 'write "www"'],
    ['a name with a trailing dot', { ...a, name: 'www.' }, 'name', 'trailing dot'],
    ['a name within its own zone', { ...a, name: 'www.dev.example.com' }, 'name', 'write "www"'],
    ['the zone itself by name', { ...a, name: 'dev.example.com' }, 'name', 'write "@"'],
    [
      'an address of the other family',
      { ...a, values: ['2001:db8::1'] },
      'values[0]',
      'four numbers',
    ],
    [
      'an IPv6 address with a zone',
      { ...a, type: 'AAAA', values: ['fe80::1%eth0'] },
      'values[0]',
      'without zone',
    ],
    ['no values', { ...a, values: [] }, 'values', 'add'],
    ['a negative TTL', { ...a, ttlSeconds: -1 }, 'ttlSeconds', '0 to 2147483647'],
    ['a TTL of more than 31 bits', { ...a, ttlSeconds: 2 ** 31 }, 'ttlSeconds', '0 to 2147483647'],
    ['a key of another type', { ...cname, values: [] }, 'values', 'did you mean "value"?'],
    [
      'a target with a trailing dot',
      { ...cname, value: 'a.example.net.' },
      'value',
      'write "a.example.net"',
    ],
    ['a text in quotes', { name: '@', type: 'TXT', values: ['"x"'] }, 'values[0]', 'inner quotes'],
    [
      'a text of two lines',
      { name: '@', type: 'TXT', values: ['a\nb'] },
      'values[0]',
      'line breaks',
    ],
    [
      'a text that Route 53 would refuse',
      { name: '@', type: 'TXT', values: ['a'.repeat(4001)] },
      'values[0]',
      'shorten',
    ],
    ['a CNAME at the apex', { ...cname, name: '@' }, 'name', 'A or AAAA'],
    [
      'an NS at the apex',
      { name: '@', type: 'NS', values: ['ns.example.net'] },
      'name',
      'Route 53 makes it',
    ],
    [
      'two SPF texts',
      { name: '@', type: 'TXT', values: ['v=spf1 -all', 'v=spf1 ~all'] },
      'values',
      'merge',
    ],
    ['an unknown type', { name: 'x', type: 'SRV', values: [] }, 'type', 'write what is expected'],
    [
      'a mail server without priority',
      { name: '@', type: 'MX', values: [{ host: 'm.example.net' }] },
      'values[0].priority',
      'add',
    ],
  ])('refuse %s', (_, record, path, fix) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].${path}`,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['a CNAME beside another record', [a, cname], 'no other record beside a CNAME'],
    ['another record beside a CNAME', [cname, a], 'no other record beside a CNAME'],
    ['two CNAMEs of one name', [cname, cname], 'one CNAME record'],
    ['two records of one name and type', [a, a], 'one A record'],
  ])('refuse %s', (_, records, expected) => {
    expect(onlyProblemOf(withRecords(...records))).toMatchObject({
      path: 'environments[0].records[1]',
      expected: expect.stringContaining(expected) as string,
    });
  });

  test('refuse a name that is too long together with its zone', () => {
    const name = Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.');
    expect(onlyProblemOf(withRecords({ ...a, name })).expected).toContain('253');
  });

  const delegation = { name: 'shop', type: 'NS', values: ['ns-1.awsdns-01.org'] };

  test.each([
    ['at', [{ ...a, name: 'shop' }, delegation], 0],
    ['below', [delegation, { ...a, name: 'www.shop' }], 1],
  ])('refuse a name %s one that is delegated', (_, records, index) => {
    expect(onlyProblemOf(withRecords(...records))).toMatchObject({
      path: `environments[0].records[${index}].name`,
      expected: expect.stringMatching(/outside shop, .* delegates/) as string,
      fix: 'remove it, and make it at those name servers',
    });
  });

  test('take a delegation, and names beside it', () => {
    expect(problemsOf(withRecords(delegation, { ...a, name: 'workshop' }))).toEqual([]);
  });

  test.each([
    ['addresses', { ...a, values: ['192.0.2.1', '192.0.2.2', '192.0.2.1'] }, 2],
    ['texts', { name: '@', type: 'TXT', values: ['x', 'x'] }, 1],
    [
      'mail servers',
      {
        name: '@',
        type: 'MX',
        values: [
          { priority: 1, host: 'm.example.net' },
          { priority: 1, host: 'm.example.net' },
        ],
      },
      1,
    ],
  ])('refuse equal %s in one', (_, record, index) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].values[${index}]`,
      expected: 'each value once',
    });
  });

  test('take texts that differ in case only, as verifications may', () => {
    expect(problemsOf(withRecords({ name: '@', type: 'TXT', values: ['x', 'X'] }))).toEqual([]);
  });

  const dmarc = (values: string[]) => ({ name: '_dmarc', type: 'TXT', values });

  test.each([
    ['no DMARC text', dmarc(['v=spf1 -all']), 'values', 'write a policy'],
    ['two DMARC texts', dmarc(['v=DMARC1; p=none', 'v=DMARC1; p=reject']), 'values', 'merge'],
    ['addresses', { ...a, name: '_dmarc' }, 'type', 'as a TXT record'],
    ['a delegation', { ...delegation, name: '_dmarc' }, 'type', 'as a TXT record'],
  ])('refuse %s where receivers look for the mail policy', (_, record, key, fix) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].${key}`,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['a text', dmarc(['v=DMARC1; p=reject', 'a verification'])],
    ['a CNAME', { ...cname, name: '_dmarc', value: 'dmarc.example.net' }],
  ])('take a mail policy as %s', (_, record) => {
    expect(problemsOf(withRecords(record))).toEqual([]);
  });

  test("refuse what lies in another environment's zone, but for its delegation", () => {
    const inDev = { ...a, name: 'www.dev' };
    const ofDev = { ...delegation, name: 'dev' };

    expect(onlyProblemOf(withProd({ records: [inDev] })).expected).toContain('dev.example.com');
    expect(problemsOf(withProd({ records: [ofDev] }))).toEqual([]);
  });

  test.each([
    ['the contact page', { ...a, name: '@' }],
    ['the keys', { name: '_domainkey', type: 'NS', values: ['ns-1.awsdns-01.org'] }],
    ['bounces', { name: 'bounce', type: 'MX', values: [{ priority: 1, host: 'm.example.net' }] }],
  ])('leave the names of %s to Waypost once the zone is delegated', (what, record) => {
    expect(onlyProblemOf(withDev({ delegated: true, records: [record] }))).toMatchObject({
      path: 'environments[0].records[0]',
      expected: expect.stringContaining(what) as string,
    });
    expect(problemsOf(withDev({ delegated: false, records: [record] }))).toEqual([]);
  });
});
