import { askServer } from '../../../../../bin/commands/dns/adapters/ask-server';
import { decodedParts } from '../../../../../bin/commands/dns/values/decoded';
import { valueText } from '../../../../../bin/commands/dns/values/value';
import { DnsUnanswered } from '../../../../../bin/commands/doctor/ports';
import { eventually } from '../../../../helpers/eventually';
import { type Behaviour, type NameServer, startNameServer } from '../name-server';

const started: NameServer[] = [];
afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

async function serverWith(behaviour: Partial<Behaviour>) {
  const server = await startNameServer({ zone: 'example.com', records: {}, ...behaviour });
  started.push(server);
  const at = { address: '127.0.0.1', port: server.port };
  const patient = askServer({ timeoutMs: 60_000, tries: 1 });
  return { server, at, ask: (name: string, type: string) => patient(at, name, type) };
}

/** Hexadecimal digits, with blanks for who reads them. */
function bytes(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}

describe('a name server that is asked itself', () => {
  // Of HTTPS: RFC 9460, section 2.2; names and hosts of appendix D.
  test.each<[string, string, unknown]>([
    ['A', '192.0.2.1', '192.0.2.1'],
    ['AAAA', '2001:db8::1', '2001:db8:0:0:0:0:0:1'],
    ['CAA', '128 issue "ca.example; a=b"', { flags: 128, tag: 'ISSUE', value: 'ca.example; a=b' }],
    [
      'DS',
      '60485 13 2 ab01',
      { keyTag: 60485, algorithm: 13, digestType: 2, digest: bytes('AB01') },
    ],
    ['HTTPS', '0 foo.example.com', bytes('0000 03666f6f076578616d706c6503636f6d00')],
    [
      'HTTPS',
      '16 foo.example.com alpn=h2,h3 port=443',
      bytes('0010 03666f6f076578616d706c6503636f6d00 0001 0006 026832026833 0003 0002 01bb'),
    ],
    [
      'HTTPS',
      '1 . ipv4hint=10.0.0.1,192.0.2.1 ipv6hint=2001:db8::1',
      bytes('0001 00 0004 0008 0a000001 c0000201 0006 0010 20010db8000000000000000000000001'),
    ],
    [
      'HTTPS',
      '1 . no-default-alpn ech=AAEC key667=hello',
      bytes('0001 00 0002 0000 0005 0003 000102 029b 0005 68656c6c6f'),
    ],
    ['MX', '10 mail.example.net', { preference: 10, exchange: 'Mail.Example.net' }],
    [
      'NAPTR',
      '1 2 "u" "E2U+sip" "!^.*$!sip:a@b!" .',
      {
        order: 1,
        preference: 2,
        flags: 'u',
        services: 'E2U+sip',
        regexp: '!^.*$!sip:a@b!',
        replacement: '.',
      },
    ],
    ['PTR', 'host.example.net', 'Host.example.net'],
    ['SRV', '1 2 3 a.example.net', { priority: 1, weight: 2, port: 3, target: 'a.example.net' }],
    ['SSHFP', `4 1 ${'ab'.repeat(20)}`, { algorithm: 4, hash: 1, fingerprint: 'AB'.repeat(20) }],
    ['TLSA', '3 1 1 ab01', { usage: 3, selector: 1, matchingType: 1, certificate: bytes('AB01') }],
    ['TXT', 'one two "three"', ['one ', 'two "three"']],
  ])('gives %s in the form of zone files: %s', async (type, value, data) => {
    const { ask } = await serverWith({ records: { [`a.example.com ${type}`]: [data] } });
    const { code, authoritative, answers } = await ask('a.example.com', type);
    expect({ code, authoritative }).toEqual({ code: 'NOERROR', authoritative: true });
    expect(answers.map((one) => valueText(one.type, decodedParts(one.type, one.data)))).toEqual([
      value,
    ]);
  });

  test('is asked again over TCP where the answer is too long for UDP (RFC 7766)', async () => {
    const texts = ['k'.repeat(250), 'l'.repeat(250), 'm'.repeat(250)];
    const { server, ask } = await serverWith({ records: { 'a.example.com TXT': [texts] } });
    const { answers } = await ask('a.example.com', 'TXT');
    expect(answers.map(({ type, data }) => decodedParts(type, data))).toEqual([[texts.join('')]]);
    expect(server.asked).toEqual(['a.example.com TXT udp', 'a.example.com TXT tcp']);
  });

  test('says that there is no such name, and how it fails', async () => {
    const { ask } = await serverWith({ codes: { 'a.example.com A': 5, 'b.example.com A': 2 } });
    expect((await ask('a.example.com', 'A')).code).toBe('REFUSED');
    expect((await ask('b.example.com', 'A')).code).toBe('SERVFAIL');
    expect((await ask('c.example.com', 'A')).code).toBe('NXDOMAIN');
  });

  test.each<[string, Partial<Behaviour>, string]>([
    [
      'a cut answer without TCP',
      {
        withoutTcp: true,
        records: { 'a.example.com A': Array.from({ length: 40 }, () => '192.0.2.1') },
      },
      'ETRUNCATED',
    ],
    [
      'an answer that is none',
      { garbage: { 'a.example.com A': Buffer.alloc(20, 0xff) } },
      'EBADRESP',
    ],
  ])('fails with %s', async (_, behaviour, code) => {
    const { ask } = await serverWith(behaviour);
    await expect(ask('a.example.com', 'A')).rejects.toMatchObject({
      name: DnsUnanswered.name,
      code,
    });
  });

  test('that says nothing is asked as often as it is said, and then left', async () => {
    const { server, at } = await serverWith({ silent: true });
    const ask = askServer({ timeoutMs: 20, tries: 3 });
    await expect(ask(at, 'a.example.com', 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    await eventually(() => (server.asked.length === 3 ? true : undefined));
  });

  test('that is not there is told at once', async () => {
    const server = await startNameServer({ zone: 'example.com', records: {} });
    await server.stop();
    const ask = askServer({ timeoutMs: 60_000, tries: 1 });
    const asked = ask({ address: '127.0.0.1', port: server.port }, 'a.example.com', 'A');
    await expect(asked).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
