import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ConfigError, show } from '../../../lib/config/config-error';
import { parseConfig } from '../../../lib/config/parse-config';
import {
  dev,
  onlyProblemOf,
  parsedDev,
  problemsOf,
  prod,
  sample,
  withDev,
} from '../../helpers/sample';

const tenFaults = {
  ...sample,
  project: 'My Project',
  domain: 'münchen.de',
  source: { ...sample.source, repository: 'https://github.com/example/waypost', branch: '' },
  tools: { account: 111111111111, region: 'eu-wst-1' },
  environments: [
    { ...dev, kind: 'test', delgated: true },
    { ...prod, logRetentionDays: 8 },
  ],
  contact: {
    ...sample.contact,
    forms: [{ name: 'contact', recipients: ['Owner <owner@example.com>'] }],
  },
};

describe('config', () => {
  test('takes the smallest one and fills in what an environment leaves out', () => {
    const [first, second] = parseConfig(sample).environments;

    expect(first).toEqual({
      ...dev,
      allowDestroy: [],
      approval: undefined,
      submissionRetentionDays: 30,
      logRetentionDays: 14,
      protectData: false,
      tracing: false,
      webhooks: [],
      ownersPage: false,
      restrictSending: false,
      monthlyBudgetUsd: 5,
      records: [],
      certificateIssuers: [],
      dmarc: { policy: 'none' },
      queryLogs: false,
      network: { vpc: false },
      customerKeys: false,
    });
    expect(second).toMatchObject({
      submissionRetentionDays: 365,
      logRetentionDays: 90,
      protectData: true,
      monthlyBudgetUsd: 10,
      backup: { retentionDays: 35 },
    });
    expect(parseConfig(sample).contact.allowedOrigins).toEqual([]);
  });

  test("prefers the owner's values to the defaults of the kind", () => {
    const own = {
      submissionRetentionDays: 7,
      logRetentionDays: 1,
      protectData: true,
      tracing: true,
      monthlyBudgetUsd: 50,
      anomalyMonitor: 'create',
    };
    expect(parsedDev(own)).toMatchObject(own);
  });

  test('reports every problem at once, each with its path', () => {
    expect(
      problemsOf(tenFaults)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      'contact.forms[0].recipients[0]',
      'domain',
      'environments[0].delgated',
      'environments[0].kind',
      'environments[1].logRetentionDays',
      'project',
      'source.branch',
      'source.repository',
      'tools.account',
      'tools.region',
    ]);
  });

  test('says of each problem what was found, what was expected and how to fix it', () => {
    const { message } = new ConfigError(problemsOf(tenFaults));

    expect(message).toMatch(/^waypost\.config\.ts has 10 problems:/);
    expect(message).toContain(
      [
        '  tools.region',
        "    found:    'eu-wst-1'",
        '    expected: a region of the commercial AWS partition',
        '    fix:      did you mean "eu-west-1"?',
      ].join('\n'),
    );
    for (const problem of problemsOf(tenFaults)) {
      expect(problem.found).toBeDefined();
      expect(problem.expected).not.toBe('');
      expect(problem.fix).not.toBe('');
    }
  });

  test('shows a single problem as one, and a long value cut short', () => {
    const found = 'x'.repeat(200);
    const error = new ConfigError([{ path: '', found, expected: 'less', fix: 'shorten it' }]);
    expect(error).toMatchObject({ name: 'ConfigError', code: 'CONFIG_INVALID' });
    expect(error.message).toBe(
      [
        'waypost.config.ts has 1 problem:',
        '',
        '  the whole configuration',
        `    found:    '${'x'.repeat(119)}...`,
        '    expected: less',
        '    fix:      shorten it',
      ].join('\n'),
    );
  });

  test.each<[unknown, string]>([
    [undefined, 'nothing'],
    ['x'.repeat(118), `'${'x'.repeat(118)}'`],
    [{ a: { b: { c: 1 } }, d: Array.from({ length: 30 }, () => 1) }, '{ a: { b: [Object] }, d: [ '],
  ])('shows what was found on one line: %j', (value, text) => {
    expect(show(value)).toContain(text);
    expect(show(value)).not.toContain('\n');
  });

  test('reports faults between fields together with the faults of single values', () => {
    const raw = { ...sample, project: '', environments: [dev, { ...prod, account: dev.account }] };
    expect(problemsOf(raw).map(({ path }) => path)).toEqual(['project', 'environments[1].account']);
  });

  test.each([
    [
      'a key at the top',
      { ...sample, enviroment: [] },
      'enviroment',
      'did you mean "environments"?',
    ],
    [
      'a key of an environment',
      withDev({ aproval: true }),
      'environments[0].aproval',
      'did you mean "approval"?',
    ],
    ['a key unlike any other', { ...sample, colour: 'red' }, 'colour', 'remove this key'],
  ])('refuses %s that it does not know', (_, raw, path, fix) => {
    expect(onlyProblemOf(raw)).toMatchObject({ path, fix: expect.stringContaining(fix) as string });
  });

  test.each(Object.keys(sample))('misses %s', (key) => {
    const rest = Object.fromEntries(Object.entries(sample).filter(([other]) => other !== key));
    expect(problemsOf(rest)).toContainEqual(
      expect.objectContaining({ path: key, found: undefined, fix: 'add this key' }),
    );
  });

  test.each(['name', 'kind', 'account', 'region', 'domain', 'delegated', 'approval'])(
    "misses an environment's %s",
    (key) => {
      expect(onlyProblemOf(withDev({ [key]: undefined }))).toMatchObject({
        path: `environments[0].${key}`,
        found: undefined,
      });
    },
  );

  test.each([[3], [null], [undefined], ['text'], [[]]])('refuses %p for a whole', (raw) => {
    expect(onlyProblemOf(raw)).toMatchObject({ path: '', found: raw });
  });

  test('refuses an empty list of environments, forms or notifications', () => {
    const raw = {
      ...sample,
      environments: [],
      contact: { ...sample.contact, forms: [] },
      notifications: [],
    };
    expect(problemsOf(raw).map(({ path }) => path)).toEqual([
      'environments',
      'contact.forms',
      'notifications',
    ]);
  });

  test('takes regions of the commercial partition and no other', () => {
    const refused = (region: string) =>
      problemsOf(withDev({ region })).some(({ expected }) => expected.includes('partition'));
    const faulty = RegionInfo.regions.filter(({ name }) => refused(name));
    expect(faulty.length).toBeGreaterThan(0);
    expect(faulty).toEqual(RegionInfo.regions.filter(({ partition }) => partition !== 'aws'));
  });
});
