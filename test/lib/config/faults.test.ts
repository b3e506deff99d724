import { ALL_OPTIONS } from '../../helpers/options';
import { oneAccountInput } from '../../helpers/one-account';
import { assertWhole, dev, problemsOf, prod, sample } from '../../helpers/sample';

const mx = (host: string) => ({ name: '@', type: 'MX', values: [{ priority: 10, host }] });
const txt = (name: string, ...values: string[]) => ({ name, type: 'TXT', values });
const cname = (name: string, value: string) => ({ name, type: 'CNAME', value });
const ns = (name: string, ...values: string[]) => ({ name, type: 'NS', values });
const a = (name: string) => ({ name, type: 'A', values: ['192.0.2.1'] });
const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
const DS = `12345 13 2 ${'A1'.repeat(32)}`;

/** Everything that rules compare, each with what it needs. */
const CONFIGURATIONS: Readonly<Record<string, unknown>> = {
  'with every option': {
    ...sample,
    source: {
      ...sample.source,
      pullRequests: {
        commentToken: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:token-abcdef',
      },
    },
    pipeline: {
      approvers: ['arn:aws:iam::111111111111:role/a', 'arn:aws:iam::111111111111:user/b'],
    },
    environments: [
      {
        ...dev,
        ...ALL_OPTIONS,
        records: [mx('mail.example.net')],
        region: 'us-east-1',
        approval: true,
        deploymentWindow: { cron: '* 9-16 * * 1-4' },
        network: { vpc: true, availabilityZones: ['use1-az4', 'use1-az6'] },
        backup: { copyTo: 'eu-central-1', retentionDays: 30 },
        submissionRetentionDays: 30,
        dmarc: {
          policy: 'none',
          reportsTo: ['a@example.com', 'b@example.com'],
          failureReportsTo: ['a@example.com', 'b@example.com'],
          failureReportsOn: 'any',
        },
        allowDestroy: [
          { stack: 'storage', logicalId: 'A1', until: '2027-01-31', reason: 'moved' },
          { stack: 'storage', logicalId: 'B2', until: '2027-01-31', reason: 'moved' },
        ],
        nameServers,
        delegationSigner: DS,
      },
      { ...prod, delegated: true, dnssec: 'signing', records: [a('www')] },
    ],
    contact: {
      ...sample.contact,
      allowedOrigins: ['https://www.example.com', 'https://shop.example.com'],
      forms: [
        {
          name: 'contact',
          recipients: ['a@example.com', 'b@example.com'],
          fields: [
            { name: 'topic', label: 'Topic', type: 'select', options: ['One', 'Two'] },
            { name: 'agreed', label: 'I agree', type: 'consent' },
          ],
        },
        { name: 'sales', recipients: ['a@example.com'] },
      ],
    },
    notifications: ['a@example.com', 'b@example.com'],
  },
  'with zones that refer to each other': {
    ...sample,
    environments: [
      {
        ...dev,
        delegated: true,
        mtaSts: 'enforce',
        records: [
          mx('mail.dev.example.com'),
          a('mail'),
          txt('@', 'site-verification=1', 'v=spf1 mx include:_spf.dev.example.com -all'),
          txt('_spf', 'v=spf1 a:mail.dev.example.com -all'),
          txt('_dmarc', 'v=DMARC1; p=none'),
          cname('a', 'b.dev.example.com'),
          cname('b', 'mail.dev.example.com'),
          ns('sub', 'ns.sub.dev.example.com'),
          a('ns.sub'),
          { name: 'sub', type: 'DS', values: [DS] },
          {
            name: '_sip._tls',
            type: 'SRV',
            values: [{ priority: 0, weight: 0, port: 1, host: '.' }],
          },
          { name: 'x', type: 'HTTPS', values: [{ priority: 0, target: 'mail.dev.example.com' }] },
          { name: '@', type: 'CAA', values: [{ tag: 'issue', value: 'letsencrypt.org' }] },
          cname('_25._tcp.mail', '_dane.dev.example.com'),
          { name: '_dane', type: 'TLSA', values: [`3 1 1 ${'a1'.repeat(32)}`] },
        ],
      },
      {
        ...prod,
        delegated: true,
        records: [
          ns('dev', ...nameServers),
          txt('news', 'v=spf1 include:_spf.dev.example.com -all'),
        ],
      },
    ],
  },
  'of one account': oneAccountInput(
    { anomalyMonitor: 'create', restrictSending: true, delegated: true },
    { permissionsBoundary: undefined },
  ),
};

type Path = readonly (string | number)[];

/** Where there is a value, of an object or of a list. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [at, ...placesIn(inner, at)];
  });
}

/** The same with another value at a place. */
function replaced(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const of = value as Record<string | number, unknown>;
  const inner = replaced(of[key], rest, other);
  return Array.isArray(value)
    ? value.map((one: unknown, index) => (index === key ? inner : one))
    : { ...of, [key]: inner };
}

const spelt = (path: Path) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);

/** Wrong value -> what else is told, where a rule takes the value for one that is missing. */
const CONSEQUENCES: Readonly<Record<string, readonly string[]>> = {
  'with every option': [
    'environments[0].records -> environments[0].mtaSts',
    'environments[0].records[0].name -> environments[0].mtaSts',
    'environments[0].records[0].type -> environments[0].mtaSts',
    'environments[0].records[0].values -> environments[0].mtaSts',
    'environments[0].dnssec -> environments[0].delegationSigner',
    'environments[0].dmarc.failureReportsTo -> environments[0].dmarc.failureReportsOn',
    'environments[0].nameServers -> environments[0].delegated',
    'environments[0].nameServers -> environments[0].delegationSigner',
    'environments[1] -> environments[0].nameServers',
    'environments[1].domain -> environments[0].nameServers',
    'environments[1].dnssec -> environments[0].delegationSigner',
  ],
  'with zones that refer to each other': [
    'environments[0].records -> environments[1].records[1].values[0]',
    'environments[0].records -> environments[0].mtaSts',
    'environments[0].records[0].name -> environments[0].mtaSts',
    'environments[0].records[0].type -> environments[0].mtaSts',
    'environments[0].records[0].values -> environments[0].mtaSts',
    'environments[0].records[1].type -> environments[0].records[0].values[0].host',
    'environments[0].records[3].values -> environments[0].records[2].values[1]',
    'environments[0].records[3].values -> environments[1].records[1].values[0]',
    'environments[0].records[7] -> environments[0].records[9]',
    'environments[0].records[7].name -> environments[0].records[9]',
    'environments[0].records[7].type -> environments[0].records[9]',
    'environments[0].records[7].values -> environments[0].records[8].name',
    'environments[0].records[7].values[0] -> environments[0].records[8].name',
    'environments[0].records[8] -> environments[0].records[7].values',
    'environments[0].records[8].name -> environments[0].records[7].values',
    'environments[0].records[8].type -> environments[0].records[7].values',
    'environments[0].records[13] -> environments[0].records[14].name',
    'environments[0].records[13].type -> environments[0].records[14].name',
    'environments[0].records[13].value -> environments[0].records[14].name',
    'environments[1].records -> environments[0].delegated',
    'environments[1].records[0].name -> environments[0].delegated',
    'environments[1].records[0].type -> environments[0].delegated',
  ],
  'of one account': [
    'oneAccount -> environments[1].account',
    'oneAccount -> environments[0].account',
    'oneAccount -> environments[1].account',
  ],
};

describe.each(Object.entries(CONFIGURATIONS))('a configuration %s', (name, configuration) => {
  test('is sound', () => {
    expect(problemsOf(configuration)).toEqual([]);
  });

  const told = placesIn(configuration).map((path) => ({
    wrong: spelt(path),
    told: problemsOf(replaced(configuration, path, null)).map((problem) => problem.path),
  }));

  test('is told of each value that is wrong by itself, at its place or in it', () => {
    const isAt = (wrong: string, path = '') =>
      path === wrong || /^[.[]/.test(path.slice(wrong.length));
    expect(
      told.filter(({ wrong, told: [first] }) => !first?.startsWith(wrong) || !isAt(wrong, first)),
    ).toEqual([]);
  });

  test('is told these consequences as well', () => {
    expect(
      told.flatMap(({ wrong, told: [, ...more] }) => more.map((path) => `${wrong} -> ${path}`)),
    ).toEqual(CONSEQUENCES[name]);
  });
});

test.each([
  ['Too small: expected array to have >=1 items', 'add one'],
  ['Invalid input', 'write it'],
  ['a list of names, ', 'write a list'],
  ['a name of , at most', 'write it'],
  ['a name', ''],
])(
  'control: a problem that expects %j, with the remedy %j, is no whole sentence',
  (expected, fix) => {
    expect(() => {
      assertWhole({ expected, fix });
    }).toThrow('not a whole sentence');
  },
);
