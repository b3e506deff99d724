import { askServer } from '../../../../../bin/commands/dns/adapters/ask-server';
import type { DnsPorts } from '../../../../../bin/commands/dns/ports';
import { DnsUnanswered } from '../../../../../bin/commands/doctor/ports';
import type { Behaviour, ZoneData } from '../name-server';
import { dns } from '../run';
import { compared, patient, serverWith, stacksWith, under } from './run-compare';

describe('name servers of dns compare', () => {
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
});
