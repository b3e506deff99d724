import type { PricedStack } from '../../../../../lib/pricing/template';
import { rawConfig } from '../run';
import { compared, serverWith, stacksWith, under } from './run-compare';

describe('what dns compare says of records', () => {
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

  test('warns that a new CAA record keeps other certificate authorities out', async () => {
    const { code, stdout } = await compared(
      [await serverWith({})],
      stacksWith('example.com CAA 0 issue "amazon.com"'),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/The CAA record is new: .*certificateIssuers/);
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
