import type { ConfigInput } from '../../../../lib/config/schema';
import { exampleConfig, prodInput } from '../../../helpers/example-config';
import { dev } from '../../../helpers/sample';
import { findingsOf, SERVERS } from './fakes';

const config = (changes: { dev?: object; prod?: object }) =>
  exampleConfig({
    environments: [
      { ...dev, ...changes.dev },
      { ...prodInput, records: [], ...changes.prod },
    ] as ConfigInput['environments'],
  });
const toDev = (values: readonly string[]) => [{ name: 'dev', type: 'NS', values }];

const about = async (name: string, world: Parameters<typeof findingsOf>[1], flags?: string) =>
  (await findingsOf(name, world, flags)).all.filter(({ says }) =>
    /deleg|name |public DNS/.test(says),
  );

describe('a zone below another environment’s', () => {
  test.each([
    [false, 'to do'],
    [true, 'wrong'],
  ])(
    'that is delegated: %s and unknown there is %s, with what to write',
    async (delegated, verdict) => {
      expect(
        await about('dev', { config: config({ dev: { delegated }, prod: { delegated: false } }) }),
      ).toEqual([
        {
          verdict,
          says: 'the zone of prod does not delegate dev.example.com',
          remedy: expect.stringContaining(
            "nameServers: ['ns1.example.net', 'ns2.example.net'],",
          ) as string,
        },
      ]);
    },
  );

  test('that is given other name servers there is wrong', async () => {
    const prod = { records: toDev(['ns9.example.net']) };
    expect(await about('dev', { config: config({ prod }) })).toEqual([
      expect.objectContaining({
        verdict: 'wrong',
        says: 'prod delegates dev.example.com to other name servers: ns9.example.net',
      }),
    ]);
  });

  test.each([
    [false, 'to do', /once.*delegated: true/is],
    [true, 'fine', /^$/],
  ])('that is given its own ones and delegated: %s is %s', async (delegated, verdict, remedy) => {
    const values = [...SERVERS.dev].reverse().map((server) => server);
    const world = { config: config({ dev: { delegated }, prod: { records: toDev(values) } }) };
    const [found] = await about('dev', world);
    expect(found).toMatchObject({ verdict });
    expect(found?.remedy).toMatch(remedy);
  });
});

test('a zone whose own `nameServers` are those of its DNS stack is fine', async () => {
  const world = { config: config({ dev: { delegated: true, nameServers: SERVERS.dev } }) };
  expect(await about('dev', world)).toEqual([
    expect.objectContaining({
      verdict: 'fine',
      says: `the zone of prod delegates dev.example.com to ${SERVERS.dev.join(' ')}`,
    }),
  ]);
});

describe('a zone at a registrar', () => {
  test('that is not delegated says which name servers to enter where', async () => {
    expect(await about('prod', { config: config({ prod: { delegated: false } }) })).toEqual([
      {
        verdict: 'to do',
        says: 'example.com is not delegated',
        remedy: expect.stringContaining(
          'Enter these name servers at the registrar of example.com: ns-3.awsdns-03.org ns-4.awsdns-04.com',
        ) as string,
      },
    ]);
  });

  test('below the owner’s domain goes into the zone above it', async () => {
    const only = exampleConfig({
      environments: [
        { ...prodInput, name: 'prod', domain: 'www.example.com', records: [], delegated: false },
      ],
    });
    const [found] = await about('prod', { config: only });
    expect(found?.remedy).toContain('at the zone above www.example.com');
  });
});

describe('live DNS', () => {
  const NS = 'example.com NS';
  const DMARC = { name: '_dmarc.example.com', type: 'TXT', values: ['v=DMARC1; p=none'] };
  const records = [
    { name: 'example.com', type: 'NS', values: ['ns-0.awsdns.example'] },
    { name: 'example.com', type: 'SOA', values: ['a b 1 2 3 4 5'] },
    { name: 'example.com', type: 'A', values: [] },
    { name: '*.example.com', type: 'A', values: ['192.0.2.9'] },
    { name: 'example.com', type: 'CAA', values: ['0 issue "amazon.com"'] },
    { name: 'example.com', type: 'MX', values: ['10 mail.example.net'] },
    { name: 'bounce.example.com', type: 'TXT', values: ['v=spf1 include:amazonses.com ~all'] },
    { name: 'example.com', type: 'TXT', values: ['v=spf1 -all', 'other'] },
    { name: 'one._domainkey.example.com', type: 'CNAME', values: ['one.dkim.amazonses.com'] },
    DMARC,
  ];
  const dns: Record<string, readonly string[] | string> = {
    [NS]: [...SERVERS.prod].reverse(),
    ...Object.fromEntries(
      records.slice(4).map(({ name, type, values }) => [`${name} ${type}`, [...values].reverse()]),
    ),
    'amazonses.com TXT': ['v=spf1 ip4:192.0.2.0/24 -all'],
  };
  const live = async (world: Parameters<typeof findingsOf>[1]) =>
    (await findingsOf('prod', { records, ...world }, '--live-dns')).all.filter(
      ({ says }) =>
        /public DNS|: (\S+\.)?example\.com|answer/.test(says) && !says.startsWith('deployed'),
    );

  test('that answers as the zone has it is fine, record by record', async () => {
    expect((await live({ dns })).map(({ verdict, says }) => `${verdict} ${says}`)).toEqual([
      "fine public DNS asks the zone's own name servers for example.com",
      'fine certificate issuers: example.com CAA',
      'fine mail: example.com MX',
      'fine MAIL FROM: bounce.example.com TXT',
      'fine SPF: example.com TXT',
      'fine DKIM: one._domainkey.example.com CNAME',
      'fine DMARC: _dmarc.example.com TXT',
    ]);
  });

  test.each([
    ['is not there', [], ['missing: v=DMARC1; p=none']],
    [
      'says something else',
      ['v=DMARC1; p=reject'],
      ['missing: v=DMARC1; p=none', 'not ours: v=DMARC1; p=reject'],
    ],
  ])('in which a record %s is wrong', async (_, values, remedy) => {
    const found = await live({ dns: { ...dns, '_dmarc.example.com TXT': values } });
    expect(found.filter(({ verdict }) => verdict === 'wrong')).toEqual([
      {
        verdict: 'wrong',
        says: 'DMARC: _dmarc.example.com TXT has another value in public DNS',
        remedy: expect.stringContaining(remedy.join('\n')) as string,
      },
    ]);
  });

  test.each([
    [[], 'nobody'],
    [['ns1.parking.example'], 'ns1.parking.example'],
    [[...SERVERS.prod, 'ns1.parking.example'], 'ns1.parking.example'],
  ])('that names %j for the zone is wrong, and its records say nothing', async (servers, seen) => {
    const found = await live({ dns: { ...dns, [NS]: servers } });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      verdict: 'wrong',
      says: expect.stringContaining(seen) as string,
    });
    expect(found[0]?.remedy).toContain(SERVERS.prod.join(' '));
  });

  test('without an answer is told apart from a record that is not there', async () => {
    const found = await live({ dns: { ...dns, 'example.com MX': 'ESERVFAIL' } });
    expect(found).toContainEqual(
      expect.objectContaining({
        verdict: 'wrong',
        says: 'no answer for example.com MX: ESERVFAIL',
      }),
    );
    expect(await live({ dns: { [NS]: 'ETIMEOUT' } })).toEqual([
      expect.objectContaining({ says: 'no answer for example.com NS: ETIMEOUT' }),
    ]);
  });

  test('that already points at a zone which is not `delegated` says to go on', async () => {
    const world = { config: config({ prod: { delegated: false } }), dns };
    expect(await live(world)).toContainEqual({
      verdict: 'to do',
      says: expect.stringContaining('but the environment is not `delegated`') as string,
      remedy: expect.stringContaining('environment prod') as string,
    });
  });
});
