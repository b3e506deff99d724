import { parseConfig } from '../../../../lib/config/parse-config';
import {
  dev,
  onlyProblemOf,
  parsedDev,
  problemsOf,
  prod,
  sample,
  warningsOf,
  withDev,
} from '../../../helpers/sample';

const ZONE = 'dev.example.com';
const live = (...records: object[]) => withDev({ delegated: true, records });
const mx = (host: string) => ({ name: '@', type: 'MX', values: [{ priority: 0, host }] });
const srv = (host: string) => ({
  name: '_sip._tls',
  type: 'SRV',
  values: [{ priority: 0, weight: 0, port: 5061, host }],
});
const a = (name: string) => ({ name, type: 'A', values: ['192.0.2.1'] });
const cname = (name: string, value: string) => ({ name, type: 'CNAME', value });
const ns = (name: string, ...values: string[]) => ({ name, type: 'NS', values });
const containing = (text: string) => expect.stringContaining(text) as string;

describe('the domain itself, which is the contact page once it is delegated', () => {
  test.each<[string, object, string]>([
    ['mail server', mx(ZONE), 'values[0].host'],
    ['SIP server', srv(ZONE), 'values[0].host'],
    ['host with another name', cname('mail', ZONE), 'value'],
    ['host of every name', cname('*', ZONE), 'value'],
    [
      'service of another name (RFC 9460)',
      { name: 'www', type: 'HTTPS', values: [{ priority: 0, target: ZONE }] },
      'values[0].target',
    ],
    ['name server', ns('sub', ZONE), 'values[0]'],
  ])('is no %s', (_, record, path) => {
    for (const raw of [live(record), withDev({ records: [record] })]) {
      expect(onlyProblemOf(raw)).toMatchObject({
        path: `environments[0].records[0].${path}`,
        found: ZONE,
        expected: containing('is the contact page'),
        fix: containing('with an A or AAAA record'),
      });
    }
  });

  test.each<[object, string]>([
    [cname('mail', ZONE), 'lead the name to your server with an A or AAAA record'],
    [{ name: 'mail', type: 'ALIAS', target: ZONE, targetZoneId: 'Z1' }, 'lead the name to your'],
    [mx(ZONE), 'give the server another name'],
    [ns('sub', ZONE), 'give the server another name'],
  ])('is no target of %j, and the message says what to do instead', (record, fix) => {
    expect(onlyProblemOf(live(record)).fix).toContain(fix);
  });

  test('is not told of where an HTTPS or SVCB record of the domain itself leads', () => {
    const of = (type: string) => [
      { name: '@', type, values: [{ priority: 1, target: `nowhere.${ZONE}` }] },
    ];
    expect(warningsOf(parsedDev({ records: of('SVCB') }))).toEqual([]);
    expect(warningsOf(parsedDev({ records: of('HTTPS') })).map(({ expected }) => expected)).toEqual(
      [containing('is the contact page')],
    );
  });

  test('may be so while it has addresses of its own, with a warning', () => {
    const records = [mx(ZONE), a('@')];
    expect(problemsOf(withDev({ records }))).toEqual([]);
    expect(warningsOf(parsedDev({ records }))).toMatchObject([
      { path: 'environments[0].records[0].values[0].host', found: ZONE },
    ]);
  });

  test.each([0, 1])(
    'is not seen where an HTTPS record of priority %p leads browsers elsewhere: a warning',
    (priority) => {
      const values = [{ priority, target: 'www.example.net' }];
      const records = [{ name: '@', type: 'HTTPS', values }];
      expect(warningsOf(parsedDev({ delegated: true, records }))).toMatchObject([
        { path: 'environments[0].records[0].values[0].target', found: 'www.example.net' },
      ]);
    },
  );

  test('takes no mail by another name either, as cPanel writes it', () => {
    const problems = problemsOf(live(mx(`mail.${ZONE}`), cname('mail', ZONE)));
    expect(problems.map(({ path }) => path)).toEqual([
      'environments[0].records[0].values[0].host',
      'environments[0].records[1].value',
    ]);
  });

  test('is no mail server that MTA-STS could name', () => {
    const raw = withDev({ delegated: true, mtaSts: 'enforce', records: [mx(ZONE)] });
    expect(onlyProblemOf(raw).path).toBe('environments[0].records[0].values[0].host');
  });

  test("is another environment's too", () => {
    expect(onlyProblemOf(live(mx('example.com'))).found).toBe('example.com');
  });

  test('is where texts are looked for by a name with an underscore', () => {
    expect(problemsOf(live(cname('_spf', ZONE)))).toEqual([]);
  });

  const https = (value: object) => ({
    name: '@',
    type: 'HTTPS',
    values: [{ priority: 1, target: '.', ...value }],
  });

  test.each([{ ipv4Hints: ['192.0.2.1'] }, { ipv6Hints: ['2001:db8::1'] }, { port: 8443 }])(
    'has no address of the website before: %j (RFC 9460, section 7.3)',
    (value) => {
      const [key = ''] = Object.keys(value);
      expect(onlyProblemOf(live(https(value)))).toMatchObject({
        path: `environments[0].records[0].values[0].${key}`,
        fix: containing('your previous website'),
      });
      expect(problemsOf(withDev({ records: [https(value)] }))).toEqual([]);
    },
  );

  test.each([{ target: ZONE }, { port: 443 }])('has none with %j either', (value) => {
    const record = https({ ...value, ipv4Hints: ['192.0.2.1'] });
    expect(onlyProblemOf(live(record)).path).toBe('environments[0].records[0].values[0].ipv4Hints');
  });

  test('may say which protocols it speaks', () => {
    expect(problemsOf(live(https({ alpn: ['h3', 'h2'], port: 443 })))).toEqual([]);
  });
});

describe('a server that a record names', () => {
  test.each([
    ['MX', 'RFC 2181, section 10.3', mx(`mail.${ZONE}`)],
    ['SRV', 'RFC 2782', srv(`mail.${ZONE}`)],
    ['NS', 'RFC 2181, section 10.3', ns('sub', `mail.${ZONE}`)],
  ])('of type %s is no CNAME (%s)', (_, rule, record) => {
    expect(onlyProblemOf(live(record, cname('mail', 'mail.example.net')))).toMatchObject({
      path: expect.stringMatching(/^environments\[0\]\.records\[0\]\.values\[0\]/) as string,
      expected: containing(rule),
    });
  });

  test.each<[string, object[]]>([
    ['by no record', [mx(`mail.${ZONE}`)]],
    ['by a text alone', [mx(`mail.${ZONE}`), { name: 'mail', type: 'TXT', values: ['x'] }]],
    ['by a wildcard that a record below it hides', [mx(`mail.${ZONE}`), a('*'), a('x.mail')]],
    ['by CloudFront', [mx(`m.${ZONE}`), { name: 'm', type: 'ALIAS', target: 'd1.cloudfront.net' }]],
  ])('of this zone is not found %s', (_, records) => {
    expect(onlyProblemOf(live(...records)).path).toBe('environments[0].records[0].values[0].host');
  });

  test.each<[string, object[]]>([
    ['by its address', [mx(`mail.${ZONE}`), a('mail')]],
    [
      'by its address beside a text',
      [mx(`mail.${ZONE}`), a('mail'), { name: 'mail', type: 'TXT', values: ['x'] }],
    ],
    ['by a wildcard (RFC 4592)', [mx(`mail.${ZONE}`), a('*')]],
    ['by a wildcard above names that are not there', [mx(`x.y.${ZONE}`), a('*')]],
    ['by a wildcard far below', [mx(`x.wild.deep.${ZONE}`), a('*.wild.deep')]],
    [
      'at a load balancer',
      [mx(`m.${ZONE}`), { name: 'm', type: 'ALIAS', target: 'lb.example.net', targetZoneId: 'Z1' }],
    ],
    [
      'at CloudFront for IPv4 alone',
      [
        mx(`m.${ZONE}`),
        { name: 'm', type: 'ALIAS', target: 'd1.cloudfront.net', ipv6: false },
        { ...a('m'), type: 'AAAA', values: ['2001:db8::1'] },
      ],
    ],
    [
      'at CloudFront, if it is of no mail',
      [srv(`m.${ZONE}`), { name: 'm', type: 'ALIAS', target: 'd1.cloudfront.net' }],
    ],
    ['in a zone that is delegated', [mx(`mail.sub.${ZONE}`), ns('sub', 'ns.example.net')]],
    ['elsewhere', [mx('mail.example.net')]],
  ])('is found %s', (_, records) => {
    expect(problemsOf(live(...records))).toEqual([]);
  });
});

test('a host is looked for in the zone nearest to it, whatever the order of the environments', () => {
  const inDev = { ...dev, records: [mx(`mail.${ZONE}`), a('mail')] };
  expect(problemsOf({ ...sample, environments: [prod, inDev] })).toEqual([]);
  expect(problemsOf({ ...sample, environments: [inDev, prod] })).toEqual([]);
});

test('the host of the policy of MTA-STS is a page, where there is a policy', () => {
  const records = [mx(`mta-sts.${ZONE}`), a('mta-sts')];
  expect(problemsOf(withDev({ delegated: true, records }))).toEqual([]);
  const served = { delegated: true, mtaSts: 'testing' };
  const others = [mx(`mail.${ZONE}`), a('mail')];
  expect(problemsOf(withDev({ ...served, records: others }))).toEqual([]);
  expect(
    onlyProblemOf(withDev({ ...served, records: [mx(`mta-sts.${ZONE}`)] })).expected,
  ).toContain('is the contact page');
});

describe('a CNAME', () => {
  test.each<[string, object[], string[]]>([
    ['to itself', [cname('a', `a.${ZONE}`)], ['0']],
    ['to one that leads back', [cname('a', `b.${ZONE}`), cname('b', `a.${ZONE}`)], ['0', '1']],
    ['of every name to one of them', [cname('*', `x.${ZONE}`)], ['0']],
    [
      'to a circle that it is not of',
      [cname('in', `a.${ZONE}`), cname('a', `b.${ZONE}`), cname('b', `a.${ZONE}`)],
      ['1', '2'],
    ],
  ])('%s never arrives (RFC 1034, section 3.6.2)', (_, records, positions) => {
    expect(problemsOf(live(...records))).toEqual(
      positions.map((position) => ({
        path: `environments[0].records[${position}].value`,
        found: containing(ZONE),
        expected: containing('leads back to itself'),
        fix: 'let it lead to a host with addresses',
      })),
    );
  });

  test('over the zones of two environments never arrives either', () => {
    const [first, second] = [cname('a', 'b.example.com'), cname('b', `a.${ZONE}`)];
    const raw = {
      ...sample,
      environments: [
        { ...dev, records: [first] },
        { ...prod, records: [second] },
      ],
    };
    expect(problemsOf(raw).map(({ path }) => path)).toEqual([
      'environments[0].records[0].value',
      'environments[1].records[0].value',
    ]);
  });

  test('arrives through others, at an address, elsewhere or nowhere', () => {
    const records = [
      cname('a', `b.${ZONE}`),
      cname('b', `c.${ZONE}`),
      a('c'),
      cname('d', `nowhere.${ZONE}`),
      cname('e', 'e.example.net'),
    ];
    expect(problemsOf(live(...records))).toEqual([]);
  });
});

describe('a host of the zone that has no record', () => {
  const to = (host: string) => [
    cname('a', host),
    { name: 'b', type: 'ALIAS', target: host, targetZoneId: 'Z1' },
    { name: 'c', type: 'HTTPS', values: [{ priority: 0, target: host }] },
    { name: 'd', type: 'SVCB', values: [{ priority: 1, target: host }] },
  ];

  test('is told of where a CNAME, ALIAS, HTTPS or SVCB record leads to it', () => {
    const records = to(`nowhere.${ZONE}`);
    expect(warningsOf(parsedDev({ records })).map(({ path }) => path)).toEqual([
      'environments[0].records[0].value',
      'environments[0].records[1].target',
      'environments[0].records[2].values[0].target',
      'environments[0].records[3].values[0].target',
    ]);
  });

  test.each([
    ['has a record', `here.${ZONE}`],
    ['is answered by a wildcard', `x.wild.${ZONE}`],
    ['is served elsewhere', `x.sub.${ZONE}`],
    ['is in no zone of the configuration', 'nowhere.example.net'],
    ['has a key or a text of another', `one._domainkey.${ZONE}`],
    ['begins with an underscore', `_x.${ZONE}`],
    ["is Waypost's own", `bounce.${ZONE}`],
  ])('control: nothing is told of one that %s', (_, host) => {
    const records = [
      ...to(host),
      a('here'),
      a('*.wild'),
      ns('sub', 'ns1.example.net', 'ns2.example.net'),
    ];
    expect(warningsOf(...parseConfig(withDev({ records })).environments)).toEqual([]);
  });
});

describe('glue', () => {
  const servers = [ns('auth', `auth.${ZONE}`), a('auth')];

  test('of a server at the name that it serves, or below, is taken', () => {
    expect(problemsOf(live(...servers))).toEqual([]);
    expect(
      problemsOf(
        live(ns('sub', `ns1.sub.${ZONE}`), { ...a('ns1.sub'), type: 'AAAA', values: ['::1'] }),
      ),
    ).toEqual([]);
  });

  test('is missed where no server could be found without it', () => {
    expect(onlyProblemOf(live(ns('auth', `auth.${ZONE}`)))).toMatchObject({
      path: 'environments[0].records[0].values',
      fix: containing(`A or AAAA record for auth.${ZONE}`),
    });
    expect(problemsOf(live(ns('auth', `auth.${ZONE}`, 'ns.example.net')))).toEqual([]);
  });

  test('is missed where only another server has some', () => {
    const records = [ns('auth', `auth.${ZONE}`), ns('b', `b.${ZONE}`), a('b')];
    expect(onlyProblemOf(live(...records)).path).toBe('environments[0].records[0].values');
  });

  test('is addresses, and no other name below the delegation', () => {
    expect(onlyProblemOf(live(...servers, a('www.auth'))).path).toBe(
      'environments[0].records[2].name',
    );
    expect(onlyProblemOf(live(...servers, { name: 'auth', type: 'TXT', values: ['x'] })).path).toBe(
      'environments[0].records[2].name',
    );
  });
});
