import type { EnvironmentInput } from '../../../../lib/config/environment/environment';
import { parentDomain } from '../../../../lib/config/zone/zones';
import { dev, onlyProblemOf, problemsOf, prod, sample, withDev } from '../../../helpers/sample';

const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
const DS = `12345 13 2 ${'A1'.repeat(32)}`;
const signed = { dnssec: 'signing' } as const;

function environments(child: object, parent: object = {}): unknown {
  return {
    ...sample,
    environments: [
      { ...dev, ...child },
      { ...prod, ...parent },
    ],
  };
}
const ns = (name: string) => ({ records: [{ name, type: 'NS', values: nameServers }] });

describe('name servers of an environment', () => {
  test('go into the zone above, which another environment holds', () => {
    expect(problemsOf(environments({ nameServers }))).toEqual([]);
  });

  test('are not for an environment whose parent zone nobody here holds', () => {
    expect(onlyProblemOf(environments({}, { nameServers }))).toMatchObject({
      path: 'environments[1].nameServers',
      fix: expect.stringContaining('at the registrar') as string,
    });
  });

  test.each(['dev', 'example'])('are not named beside a record that delegates %s', (name) => {
    const domain = name === 'dev' ? 'dev.example.com' : 'dev.example.example.com';
    const raw = environments({ domain, nameServers }, ns(name));
    expect(onlyProblemOf(raw)).toMatchObject({
      path: 'environments[0].nameServers',
      expected: `none, because environments[1].records[0] delegates ${name}`,
    });
  });

  test('are named beside records that delegate other names', () => {
    expect(problemsOf(environments({ nameServers }, ns('shop')))).toEqual([]);
  });

  test('may be below the name that they serve, with their addresses in the zone above', () => {
    const own = ['ns1.dev.example.com', 'ns2.dev.example.com'];
    const records = [
      { name: 'ns1.dev', type: 'A', values: ['192.0.2.1'] },
      { name: 'ns2.dev', type: 'AAAA', values: ['2001:db8::1'] },
    ];
    expect(problemsOf(environments({ nameServers: own }, { records }))).toEqual([]);
    expect(problemsOf(environments({}, { records })).map(({ path }) => path)).toEqual([
      'environments[1].records[0].name',
      'environments[1].records[1].name',
    ]);
  });

  test('are more than one, each once', () => {
    expect(onlyProblemOf(withDev({ nameServers: nameServers.slice(1) })).path).toBe(
      'environments[0].nameServers',
    );
    expect(
      onlyProblemOf(withDev({ nameServers: [...nameServers, ...nameServers.slice(1)] })),
    ).toMatchObject({ path: 'environments[0].nameServers[2]', fix: 'remove the repeated value' });
  });

  test.each([
    ['an address', '192.0.2.1', 'full name'],
    ['a trailing dot', 'ns-1.awsdns-01.org.', 'write "ns-1.awsdns-01.org"'],
  ])('are no %s', (_, server, fix) => {
    expect(
      onlyProblemOf(withDev({ nameServers: [server, ...nameServers.slice(1)] })),
    ).toMatchObject({
      path: 'environments[0].nameServers[0]',
      fix: expect.stringContaining(fix) as string,
    });
  });
});

describe('an environment below a delegated one', () => {
  const live = { delegated: true };

  test('is not delegated while the zone above names no servers for it', () => {
    expect(onlyProblemOf(environments(live, live))).toMatchObject({
      path: 'environments[0].delegated',
      found: true,
      fix: expect.stringContaining('add nameServers') as string,
    });
  });

  test.each<[string, object]>([
    ['of another name', ns('shop')],
    ['that is none', { records: [{ name: 'www', type: 'A', values: ['192.0.2.1'] }] }],
  ])('is not delegated by a record %s', (_, parent) => {
    expect(onlyProblemOf(environments(live, { ...live, ...parent })).path).toBe(
      'environments[0].delegated',
    );
  });

  test.each<[string, object, object]>([
    [
      'by a record of a name above it',
      { ...live, domain: 'dev.sub.example.com' },
      { ...live, ...ns('sub') },
    ],
    ['by its own name servers', { ...live, nameServers }, live],
    ['by a record', live, { ...live, ...ns('dev') }],
    ['when the zone above is not this one yet', live, {}],
  ])('is delegated %s', (_, child, parent) => {
    expect(problemsOf(environments(child, parent))).toEqual([]);
  });
});

describe('DS record of an environment', () => {
  const child = { ...signed, nameServers, delegationSigner: DS };

  test('goes beside its name servers into a zone that is signed', () => {
    expect(problemsOf(environments(child, signed))).toEqual([]);
  });

  test.each<[string, object, object, string]>([
    ['of an unsigned zone', { ...child, dnssec: undefined }, signed, 'remove it and push'],
    [
      'of a zone whose signing ends',
      { ...child, dnssec: 'withdrawing' },
      signed,
      'remove it and push',
    ],
    ['without name servers', { ...child, nameServers: undefined }, signed, 'add them'],
    ['in an unsigned zone', child, {}, 'sign the parent zone first'],
    [
      'that is cut short',
      { ...child, delegationSigner: DS.slice(0, -1) },
      signed,
      '64 hexadecimal',
    ],
  ])('is refused %s', (_, from, parent, fix) => {
    expect(onlyProblemOf(environments(from, parent))).toMatchObject({
      path: 'environments[0].delegationSigner',
      fix: expect.stringContaining(fix) as string,
    });
  });
});

test('the parent of a zone is the nearest one above it', () => {
  const domains = ['example.com', 'b.example.com', 'notb.example.com'];
  expect(parentDomain('a.b.example.com', domains)).toBe('b.example.com');
  expect(parentDomain('a.b.example.com', domains.toReversed())).toBe('b.example.com');
  expect(parentDomain('b.example.com', domains)).toBe('example.com');
  expect(parentDomain('example.com', domains)).toBeUndefined();
});

test('options of DNS are taken together', () => {
  const options: Partial<EnvironmentInput> = {
    ...signed,
    queryLogs: true,
    tlsReports: 'tls@example.com',
  };
  expect(problemsOf(withDev(options))).toEqual([]);
});

test.each([
  ['dnssec', true, 'one of these values'],
  ['mtaSts', 'on', 'one of these values'],
  ['queryLogs', 1, 'without quotes'],
  ['tlsReports', 'mailto:a@example.com', 'write "a@example.com"'],
])('refuses %s: %p', (key, value, fix) => {
  expect(onlyProblemOf(withDev({ [key]: value }))).toMatchObject({
    path: `environments[0].${key}`,
    fix: expect.stringContaining(fix) as string,
  });
});
