import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { askServer } from '../../../../../bin/commands/dns/adapters/ask-server';
import { readZoneFileText } from '../../../../../bin/commands/dns/adapters/read-zone-file';
import type { DnsPorts } from '../../../../../bin/commands/dns/ports';
import { DnsUnanswered } from '../../../../../bin/commands/doctor/ports';
import { synthesizeStacks } from '../../../../../bin/commands/synthesize';
import type { PricedStack } from '../../../../../lib/pricing/template';
import { type Behaviour, type NameServer, startNameServer, type ZoneData } from '../name-server';
import { dns, rawConfig } from '../run';

const started: NameServer[] = [];
afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

async function serverWith(records: ZoneData, behaviour: Partial<Behaviour> = {}) {
  const server = await startNameServer({ zone: 'example.com', records, ...behaviour });
  started.push(server);
  return server;
}

/** `name type value` of our zone; `->` before an alias's target. */
function stacksWith(...records: readonly string[]): PricedStack[] {
  const sets = new Map<string, string[]>();
  for (const record of records) {
    const [, key = '', value = ''] = /^(\S+ \S+) (.*)$/.exec(record) ?? [];
    sets.set(key, [...(sets.get(key) ?? []), value]);
  }
  const resources = [...sets].map(([key, values], index) => {
    const [name = '', type = ''] = key.split(' ');
    const [target] = values.flatMap((value) => /^-> (.*)/.exec(value)?.[1] ?? []);
    const Properties = {
      Name: `${name}.`,
      Type: type,
      ...(target === undefined
        ? { TTL: '300', ResourceRecords: values }
        : {
            AliasTarget: {
              DNSName: target === 'page' ? { 'Fn::GetAtt': ['Site', 'DomainName'] } : target,
            },
          }),
    };
    return [`Record${index}`, { Type: 'AWS::Route53::RecordSet', Properties }] as const;
  });
  const template = { Resources: Object.fromEntries(resources) };
  return [
    { stackName: 'waypost-prod-dns', account: '333333333333', template },
    {
      stackName: 'waypost-dev-dns',
      account: '222222222222',
      template: {
        Resources: {
          Other: {
            Type: 'AWS::Route53::RecordSet',
            Properties: {
              Name: 'mail.example.com.',
              Type: 'A',
              TTL: '1',
              ResourceRecords: ['192.0.2.99'],
            },
          },
        },
      },
    },
  ];
}

const patient = askServer({ timeoutMs: 60_000, tries: 1 });

/** `waypost dns compare` of servers and our zone. */
function compared(
  servers: readonly NameServer[],
  stacks: readonly PricedStack[],
  changes: Partial<DnsPorts> & { readonly raw?: unknown } = {},
  args: readonly string[] = [],
) {
  const named = servers.flatMap(({ host }) => ['--server', host]);
  return dns(['compare', ...named, ...args], {
    synthesize: () => Promise.resolve(stacks),
    ask: patient,
    ...changes,
  });
}

/** Lines under a title of the report. */
function under(title: string, stdout: string): string[] {
  const [, section = ''] = stdout.split(`${title}\n`);
  return (section.split('\n\n')[0] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

describe('waypost dns compare', () => {
  test('ends with 0 where all that is answered today is answered then', async () => {
    const server = await serverWith({
      'example.com MX': [
        { preference: 20, exchange: 'mx2.example.net' },
        { preference: 10, exchange: 'MX1.example.net' },
      ],
      'example.com TXT': [['v=spf1 ', 'mx -all'], 'a "quoted" \\ text'],
      'www.example.com CNAME': ['web.example.net'],
      'example.com CAA': [{ flags: 0, tag: 'issue', value: 'amazon.com' }],
    });
    const { code, stdout } = await compared(
      [server],
      stacksWith(
        'example.com MX 10 mx1.example.net',
        'example.com MX 20 mx2.example.net',
        'example.com TXT "a \\042quoted\\042 \\134 text"',
        'example.com TXT "v=spf1 mx" " -all"',
        'www.example.com CNAME web.example.net',
        'example.com CAA 0 issue "amazon.com"',
        '_dmarc.example.com TXT "v=DMARC1; p=none"',
      ),
    );
    expect(code).toBe(0);
    expect(under('The same:', stdout)).toEqual([
      'example.com CAA  0 issue "amazon.com"',
      'example.com MX  10 mx1.example.net',
      'example.com MX  20 mx2.example.net',
      'example.com TXT  a "quoted" \\ text',
      'example.com TXT  v=spf1 mx -all',
      'www.example.com CNAME  web.example.net',
    ]);
    expect(under('Only in the new zone:', stdout)).toEqual([
      '_dmarc.example.com TXT  v=DMARC1; p=none',
    ]);
    expect(stdout).toContain(
      '0 lost, 0 different, 0 to the contact page, 1 new, 4 the same, 0 in trouble.',
    );
  });

  test('names what would be lost, at names that nobody listed', async () => {
    const server = await serverWith({
      'mail.example.com A': ['192.0.2.25'],
      'google._domainkey.example.com TXT': ['v=DKIM1; p=AAAA'],
      '_autodiscover._tcp.example.com SRV': [
        { priority: 0, weight: 0, port: 443, target: 'a.example.net' },
      ],
      'autodiscover.example.com CNAME': ['autodiscover.outlook.com'],
    });
    const { code, stdout, stderr } = await compared(
      [server],
      stacksWith('www.example.com A 192.0.2.1'),
    );
    expect(code).toBe(1);
    expect(under("Only in today's zone (would be lost):", stdout)).toEqual(
      [
        '_autodiscover._tcp.example.com SRV  0 0 443 a.example.net',
        'autodiscover.example.com CNAME  autodiscover.outlook.com',
        'google._domainkey.example.com TXT  v=DKIM1; p=AAAA',
        'mail.example.com A  192.0.2.25',
      ].sort((one, other) => (key(one) < key(other) ? -1 : 1)),
    );
    expect(stderr).toContain('4 things are to settle before you delegate example.com');
  });

  test('shows both values of what is different', async () => {
    const server = await serverWith({
      'example.com MX': [{ preference: 10, exchange: 'old.example.net' }],
    });
    const { code, stdout } = await compared(
      [server],
      stacksWith('example.com MX 10 new.example.net'),
    );
    expect(code).toBe(1);
    expect(under('Different:', stdout)).toEqual([
      'example.com MX',
      'today: 10 old.example.net',
      'then:  10 new.example.net',
    ]);
  });

  test('says that the domain itself becomes the contact page, and takes it for no loss', async () => {
    const server = await serverWith({ 'example.com A': ['192.0.2.1'] });
    const { code, stdout } = await compared(
      [server],
      stacksWith('example.com A -> page', 'example.com AAAA -> page'),
    );
    expect(code).toBe(0);
    expect(under('Becomes the contact page:', stdout)).toEqual([
      'example.com A',
      'today: 192.0.2.1',
      'then:  an alias to CloudFront: the contact page',
    ]);
  });

  test('takes a CNAME and addresses for the same where they lead to the same place', async () => {
    const server = await serverWith({
      'example.com A': ['192.0.2.1'],
      'mail.example.com CNAME': ['example.com'],
      'ftp.example.com CNAME': ['example.com'],
      'cdn.example.com CNAME': ['d1.cloudfront.net'],
    });
    const { stdout } = await compared(
      [server],
      stacksWith(
        'example.com A -> page',
        'mail.example.com A 192.0.2.1',
        'ftp.example.com A 192.0.2.2',
        'cdn.example.com A -> d1.cloudfront.net',
        'cdn.example.com AAAA -> d1.cloudfront.net',
      ),
    );
    expect(under('The same:', stdout)).toEqual([
      'cdn.example.com CNAME',
      'today: d1.cloudfront.net',
      'then:  A an alias to d1.cloudfront.net',
      'then:  AAAA an alias to d1.cloudfront.net',
      'mail.example.com CNAME',
      'today: example.com',
      'then:  A 192.0.2.1',
    ]);
    expect(under('Different:', stdout)).toEqual([
      'ftp.example.com CNAME',
      'today: example.com',
      'then:  A 192.0.2.2',
    ]);
    expect(stdout).not.toContain('Only then');
  });

  test('takes an alias for the same as addresses that its target has today', async () => {
    const server = await serverWith({
      'app.example.com A': ['192.0.2.7'],
      'api.example.com A': ['192.0.2.7'],
    });
    const lookUp = (name: string) =>
      Promise.resolve(name === 'one.elb.amazonaws.com' ? ['192.0.2.6', '192.0.2.7'] : []);
    const { stdout } = await compared(
      [server],
      stacksWith(
        'app.example.com A -> one.elb.amazonaws.com',
        'api.example.com A -> two.elb.amazonaws.com',
      ),
      { dns: { lookUp } },
    );
    expect(under('The same:', stdout)).toEqual([
      'app.example.com A  (the same addresses today)',
      'today: 192.0.2.7',
      'then:  an alias to one.elb.amazonaws.com',
    ]);
    expect(under('Different:', stdout)).toEqual([
      'api.example.com A',
      'today: 192.0.2.7',
      'then:  an alias to two.elb.amazonaws.com',
    ]);
  });

  test('takes another TTL for the same, and says so', async () => {
    const server = await serverWith({ 'www.example.com A': ['192.0.2.1'] });
    const [stack] = stacksWith('www.example.com A 192.0.2.1');
    const stacks = JSON.parse(JSON.stringify([stack]).replace('"300"', '"3600"')) as PricedStack[];
    const { code, stdout } = await compared([server], stacks);
    expect(code).toBe(0);
    expect(under('The same:', stdout)).toEqual([
      'www.example.com A  192.0.2.1  (TTL 300 today, 3600 in the new zone)',
    ]);
  });

  test('does not take names that a wildcard makes for records, and compares the wildcard (RFC 4592)', async () => {
    const server = await serverWith({
      '*.example.com A': ['192.0.2.1'],
      'mail.example.com A': ['192.0.2.2'],
    });
    const lost = await compared([server], stacksWith('www.example.com A 192.0.2.1'));
    expect(under("Only in today's zone (would be lost):", lost.stdout).toSorted()).toEqual([
      '*.example.com A  192.0.2.1',
      'mail.example.com A  192.0.2.2',
    ]);
    expect(lost.stdout).toContain(
      '*.example.com answers for any name: guessed names that answer the same are left out.',
    );
    const kept = await compared(
      [server],
      stacksWith('*.example.com A 192.0.2.1', 'mail.example.com A 192.0.2.2'),
    );
    expect({ code: kept.code, same: under('The same:', kept.stdout).length }).toEqual({
      code: 0,
      same: 2,
    });
  });

  test('takes a name that our wildcard answers for the same', async () => {
    const server = await serverWith({ 'www.example.com A': ['192.0.2.1'] });
    const { code, stdout } = await compared([server], stacksWith('*.example.com A 192.0.2.1'));
    expect(code).toBe(0);
    expect(under('The same:', stdout)).toEqual([
      'www.example.com A  192.0.2.1  (by *.example.com)',
    ]);
  });

  test('compares a delegation by its servers, and not what lies below it', async () => {
    const server = await serverWith({
      'dev.example.com NS': ['ns1.dev.example.com', 'ns.example.net'],
    });
    const { code, stdout } = await compared(
      [server],
      stacksWith(
        'dev.example.com NS ns.example.net',
        'dev.example.com NS ns1.dev.example.com',
        'ns1.dev.example.com A 192.0.2.53',
      ),
    );
    expect(code).toBe(0);
    expect(under('The same:', stdout)).toEqual([
      'dev.example.com NS  ns.example.net',
      'dev.example.com NS  ns1.dev.example.com',
    ]);
    expect(stdout).not.toContain('ns1.dev.example.com A');
  });

  test('says of names that only we delegate that other servers will answer', async () => {
    const server = await serverWith({ 'dev.example.com A': ['192.0.2.1'] });
    const { code, stdout } = await compared(
      [server],
      stacksWith('dev.example.com NS ns.example.net'),
    );
    expect(code).toBe(1);
    expect(under('Different:', stdout)).toEqual([
      'dev.example.com A',
      'today: 192.0.2.1',
      'then:  what the servers of dev.example.com say: ns.example.net',
    ]);
  });

  test('shows no text that moves the cursor or forges a line', async () => {
    const server = await serverWith({ 'example.com TXT': [['a\u001b[2J\n0 lost']] });
    const { stdout } = await compared([server], stacksWith());
    expect(under("Only in today's zone (would be lost):", stdout)).toEqual([
      'example.com TXT  a\ufffd[2J\ufffd0 lost',
    ]);
  });

  test('asks for each record of a zone file, and says which of them nobody answers with', async () => {
    const server = await serverWith({
      'odd.example.com TXT': ['lost'],
      'host.example.com SSHFP': [{ algorithm: 4, hash: 1, fingerprint: 'AB'.repeat(20) }],
    });
    const file = [
      'odd 60 TXT "lost"',
      `host 60 SSHFP 4 1 ${'AB'.repeat(20)}`,
      'gone 60 A 192.0.2.9',
      '@ 60 A Parked',
      '@ 60 NS ns.example.net.',
    ];
    const { code, stdout } = await compared(
      [server],
      stacksWith(),
      { readFile: () => Promise.resolve(file.join('\n')) },
      ['--zone-file', 'a.zone'],
    );
    expect(code).toBe(1);
    expect(under("Only in today's zone (would be lost):", stdout).toSorted()).toEqual([
      `host.example.com SSHFP  4 1 ${'ab'.repeat(20)}`,
      'odd.example.com TXT  lost',
    ]);
    expect(under('Note:', stdout)).toEqual([
      'line 3 of the file, gone.example.com A 192.0.2.9: no server answers with it.',
    ]);
  });

  test('says without a zone file that DNS gives no list', async () => {
    const { stdout } = await compared([await serverWith({})], stacksWith());
    expect(under('Note:', stdout)[0]).toMatch(/^DNS gives no list of names: .*--zone-file/);
  });

  test('warns that a new CAA record keeps other certificate authorities out', async () => {
    const { code, stdout } = await compared(
      [await serverWith({})],
      stacksWith('example.com CAA 0 issue "amazon.com"'),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/The CAA record is new: .*certificateIssuers/);
  });

  test.each<[string, ZoneData, Partial<Behaviour>, RegExp]>([
    [
      'SERVFAIL',
      {},
      { codes: { 'www.example.com A': 2 } },
      /127\.0\.0\.1:\d+ \(127\.0\.0\.1\): it fails \(SERVFAIL\), asked for www\.example\.com A\./,
    ],
    [
      'REFUSED',
      {},
      { codes: { 'www.example.com A': 5 } },
      /it refuses to answer \(REFUSED\), asked for www\.example\.com A\./,
    ],
    [
      'an answer cut off, without TCP',
      { 'www.example.com A': Array.from({ length: 40 }, () => '192.0.2.1') },
      { withoutTcp: true },
      /cut off, and it does not give the whole answer over TCP, asked for www/,
    ],
    [
      'an unreadable answer',
      {},
      { garbage: { 'www.example.com A': Buffer.alloc(20, 0xff) } },
      /its answer cannot be read, asked for www/,
    ],
    [
      'a signed zone',
      { 'example.com DNSKEY': [{ flags: 257, algorithm: 13, key: Buffer.alloc(64) }] },
      {},
      /example\.com is signed \(DNSKEY\)\. Before you change name servers, remove the DS record/,
    ],
  ])('ends with 1 and a clear line for %s', async (_, records, behaviour, line) => {
    const { code, stdout } = await compared([await serverWith(records, behaviour)], stacksWith());
    expect(code).toBe(1);
    expect(under('In trouble:', stdout).join('\n')).toMatch(line);
  });

  test('names servers that disagree, with their versions of the zone', async () => {
    const one = await serverWith({ 'www.example.com A': ['192.0.2.1'] }, { serial: 7 });
    const two = await serverWith(
      { 'www.example.com A': ['192.0.2.2'], 'mail.example.com A': ['192.0.2.3'] },
      { serial: 6 },
    );
    const { code, stdout } = await compared([one, two], stacksWith('www.example.com A 192.0.2.1'));
    expect(code).toBe(1);
    expect(under('In trouble:', stdout)).toEqual([
      `www.example.com A: the servers disagree: ${one.host} says 192.0.2.1; ${two.host} says 192.0.2.2.`,
      `mail.example.com A: the servers disagree: ${one.host} says nothing; ${two.host} says 192.0.2.3.`,
      `the servers have different versions of the zone: ${one.host} 7, ${two.host} 6. Wait until all have the same version, and compare again.`,
    ]);
    expect(under("Only in today's zone (would be lost):", stdout)).toEqual([
      'mail.example.com A  192.0.2.3',
    ]);
  });

  test('goes on without servers that do not answer for the zone, and ends with 1', async () => {
    const good = await serverWith({ 'www.example.com A': ['192.0.2.1'] });
    const lame = await serverWith({}, { lame: true });
    const silent = await serverWith({}, { silent: true });
    const hasty = askServer({ timeoutMs: 20, tries: 2 });
    const ask: DnsPorts['ask'] = (server, ...rest) =>
      (server.port === silent.port ? hasty : patient)(server, ...rest);
    const { code, stdout } = await compared(
      [good, lame, silent],
      stacksWith('www.example.com A 192.0.2.1'),
      { ask },
    );
    expect(code).toBe(1);
    expect(under('In trouble:', stdout)).toEqual([
      `${lame.host} (127.0.0.1): it does not answer for this zone itself; nothing more was asked there.`,
      `${silent.host} (127.0.0.1): no answer in time; nothing more was asked there.`,
    ]);
    expect(under('The same:', stdout)).toHaveLength(1);
  });

  test('leaves a server alone that stops answering, takes its silence for no answer, and ends with 1', async () => {
    const records = { 'www.example.com A': ['192.0.2.1'] };
    const [good, tired] = [await serverWith(records), await serverWith(records)];
    let heard = 0;
    const ask: DnsPorts['ask'] = (server, ...question) => {
      if (server.port === tired.port) heard += 1;
      return server.port === tired.port && heard > 5
        ? Promise.reject(new DnsUnanswered('ETIMEOUT'))
        : patient(server, ...question);
    };
    const { code, stdout } = await compared(
      [good, tired],
      stacksWith('www.example.com A 192.0.2.1'),
      { ask },
    );
    expect(code).toBe(1);
    expect(heard).toBeLessThan(good.asked.length);
    expect(stdout).toContain('it stopped answering, so it was not asked for the rest');
    expect(stdout).not.toContain('disagree');
    expect(under('The same:', stdout)).toEqual(['www.example.com A  192.0.2.1']);
  });

  test('ends with 1 and nothing compared where no server answers for the zone', async () => {
    const lame = await serverWith({}, { lame: true });
    const { code, stdout, stderr } = await compared([lame], stacksWith());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      `No name server answers for example.com:\n  ${lame.host} (127.0.0.1): it does not answer for this zone itself`,
    );
  });

  test('asks each name server that DNS names, at its address', async () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      'example.com NS': ['ns1.example.net', 'ns2.example.net'],
      'ns1.example.net A': ['192.0.2.53'],
      'ns2.example.net AAAA': ['2001:db8::53'],
    };
    const lookUp = (name: string, type: string) => Promise.resolve(known[`${name} ${type}`] ?? []);
    const good = await serverWith({});
    const addresses = new Set<string>();
    const ask: DnsPorts['ask'] = ({ address, port }, ...question) => {
      addresses.add(`${address} ${port}`);
      return patient({ address: '127.0.0.1', port: good.port }, ...question);
    };
    const { stdout } = await compared([], stacksWith(), { dns: { lookUp }, ask });
    expect([...addresses]).toEqual(['192.0.2.53 53', '2001:db8::53 53']);
    expect(stdout).toContain(
      'asked ns1.example.net (192.0.2.53), serial 1\n  asked ns2.example.net (2001:db8::53), serial 1',
    );
  });

  test('asks the other name servers when one of them has no address, and says so', async () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      'example.com NS': ['gone.example.net', 'ns1.example.net'],
      'ns1.example.net A': ['192.0.2.53'],
    };
    const lookUp = (name: string, type: string) => Promise.resolve(known[`${name} ${type}`] ?? []);
    const good = await serverWith({});
    const ask: DnsPorts['ask'] = (_, ...question) =>
      patient({ address: '127.0.0.1', port: good.port }, ...question);
    const { code, stdout } = await compared([], stacksWith(), { dns: { lookUp }, ask });
    expect(code).toBe(1);
    expect(stdout).toContain('asked ns1.example.net (192.0.2.53), serial 1');
    expect(stdout).toContain(
      'gone.example.net (no address): DNS gives no address of it; nothing more was asked there',
    );
  });

  test.each<[string, DnsPorts['dns']['lookUp'], readonly string[], string]>([
    [
      'a domain without name servers',
      () => Promise.resolve([]),
      [],
      'DNS names no name servers of example.com.',
    ],
    [
      'a resolver that fails',
      () => Promise.reject(new DnsUnanswered('ESERVFAIL')),
      [],
      'DNS names no name servers of example.com (ESERVFAIL).',
    ],
    [
      'a server without an address',
      () => Promise.resolve([]),
      ['--server', 'ns.example.net'],
      'DNS gives no address of the name server ns.example.net.',
    ],
    [
      "a server whose address this machine's resolver cannot find",
      () => Promise.reject(new DnsUnanswered('ESERVFAIL')),
      ['--server', 'ns.example.net'],
      'DNS gives no address of the name server ns.example.net (ESERVFAIL).',
    ],
  ])('says what to do about %s', async (_, lookUp, args, message) => {
    const { code, stdout, stderr } = await compared([], stacksWith(), { dns: { lookUp } }, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      `${message} Name today's servers, as your provider lists them: --server ns1.example.net`,
    );
  });

  test.each(['', '192.0.2.1:70000', '192.0.2.1:0', 'http://ns1.example.net', '[2001:db8::53'])(
    'takes --server "%s" for wrong usage, and asks nobody',
    async (server) => {
      const { code, stdout, stderr } = await dns(['compare', '--server', server]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`'${server}' is invalid. Write the name or the address of a server`);
    },
  );

  test('a zone of cPanel, taken over from its file, loses nothing, and gets what Waypost adds', async () => {
    const file = join(__dirname, '../zones/cpanel.zone');
    const { stdout: imported } = await dns(['import', file], { readFile: readZoneFileText });
    const { records } = runInNewContext(`({${imported}})`) as { records: object[] };
    const key = /"(v=DKIM1[^"]*)" "([^"]*)"/.exec(readFileSync(file, 'utf8')) ?? [];
    const server = await serverWith({
      'example.com A': ['192.0.2.10'],
      'example.com MX': [{ preference: 0, exchange: 'example.com' }],
      'example.com TXT': ['v=spf1 +mx +ip4:192.0.2.10 ~all'],
      'mail.example.com CNAME': ['example.com'],
      'www.example.com CNAME': ['example.com'],
      'ftp.example.com A': ['192.0.2.10'],
      'webmail.example.com A': ['192.0.2.10'],
      'autodiscover.example.com A': ['192.0.2.10'],
      'default._domainkey.example.com TXT': [
        key.slice(1, 3).map((text) => text.replaceAll('\\;', ';')),
      ],
      '_autodiscover._tcp.example.com SRV': [
        { priority: 0, weight: 0, port: 443, target: 'cpanelemaildiscovery.cpanel.net' },
      ],
      '_caldavs._tcp.example.com SRV': [
        { priority: 0, weight: 0, port: 2080, target: 'host.example.net' },
      ],
      '_caldavs._tcp.example.com TXT': ['path=/'],
      '_acme-challenge.example.com TXT': ['q1w2e3r4t5'],
    });
    // `delegated` is false: what is compared is the zone at the end all the same.
    const { code, stdout } = await compared(
      [server],
      [],
      {
        raw: rawConfig({ records }),
        readFile: readZoneFileText,
        synthesize: (config) => Promise.resolve(synthesizeStacks(config)),
      },
      ['--zone-file', file],
    );
    expect(stdout).toContain('the zone of environment prod with `delegated: true`');
    expect(stdout).toContain(
      '0 lost, 0 different, 1 to the contact page, 5 new, 12 the same, 0 in trouble.',
    );
    expect(under('Becomes the contact page:', stdout)[0]).toBe('example.com A');
    expect(under('Only in the new zone:', stdout)).toEqual([
      'example.com AAAA  an alias to CloudFront: the contact page',
      'example.com CAA  0 issue "amazon.com"',
      '_dmarc.example.com TXT  v=DMARC1; p=none',
      'bounce.example.com MX  10 feedback-smtp.eu-west-1.amazonses.com',
      'bounce.example.com TXT  v=spf1 include:amazonses.com ~all',
    ]);
    expect(stdout).toContain(
      '  example.com MX  (servers with the same addresses)\n    today: 0 example.com\n    then:  0 mail.example.com\n',
    );
    expect(code).toBe(0);
  });

  test('takes mail servers for others where one of their addresses is another', async () => {
    const server = await serverWith({
      'example.com A': ['192.0.2.10'],
      'example.com MX': [{ preference: 0, exchange: 'example.com' }],
    });
    const { code, stdout } = await compared(
      [server],
      stacksWith('example.com MX 0 mail.example.com', 'mail.example.com A 192.0.2.11'),
    );
    expect(code).toBe(1);
    expect(under('Different:', stdout)[0]).toBe('example.com MX');
  });

  test("keeps to the zone as it is while the owner's own records stand where the contact page will", async () => {
    const server = await serverWith({ 'example.com A': ['192.0.2.10'] });
    const seen: unknown[] = [];
    const { stdout } = await compared([server], [], {
      raw: rawConfig({ records: [{ name: '@', type: 'A', values: ['192.0.2.10'] }] }),
      synthesize: (config) => {
        seen.push(config.environments.at(-1)?.delegated);
        return Promise.resolve(stacksWith('example.com A 192.0.2.10'));
      },
    });
    expect(seen).toEqual([false]);
    expect(under('The same:', stdout)).toEqual(['example.com A  192.0.2.10']);
  });
});

function key(line: string): string {
  const [name = ''] = line.split(' ');
  return name.split('.').toReversed().join('.');
}
