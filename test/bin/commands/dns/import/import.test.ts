import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { readZoneFileText } from '../../../../../bin/commands/dns/adapters/read-zone-file';
import { parseConfig } from '../../../../../lib/config/parse-config';
import { recordStrings } from '../../../../../lib/environment/dns/record-strings';
import { problemsOf } from '../../../../helpers/sample';
import { dns, rawConfig } from '../run';

const root = join(__dirname, '../../../../..');
const scratch = mkdtempSync(join(tmpdir(), 'waypost-zones-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const fixture = (name: string) => join(__dirname, '../zones', `${name}.zone`);

/** `waypost dns import <file>`, and what a paste of its output makes of the configuration. */
async function imported(path: string, prod: object = {}) {
  const raw = rawConfig(prod);
  const shell = await dns(['import', path], { raw, readFile: readZoneFileText });
  const pasted = runInNewContext(`({${shell.stdout}}).records ?? []`) as object[];
  const config = rawConfig({ ...prod, records: pasted });
  expect(problemsOf(config)).toEqual([]);
  const records = (parseConfig(config).environments.at(-1)?.records ?? []).flatMap((record) =>
    record.type === 'ALIAS'
      ? [
          `${record.name} ALIAS ${record.target} ${record.targetZoneId}${record.ipv6 ? '' : ' IPv4'}`,
        ]
      : recordStrings(record).map(
          (value) => `${record.name} ${record.ttlSeconds} ${record.type} ${value}`,
        ),
  );
  return { ...shell, records };
}

/** The same of a file with these lines. */
function importedLines(lines: readonly string[], prod: object = {}) {
  const path = join(scratch, 'example.com.zone');
  writeFileSync(path, lines.join('\n'));
  return imported(path, prod);
}

describe('what DNS providers export', () => {
  test('a zone of cPanel is taken over with its mail, though all of it leads to the domain itself', async () => {
    const { code, records, stderr } = await imported(fixture('cpanel'));
    expect(code).toBe(0);
    expect(records).toEqual([
      '@ 14400 MX 0 mail.example.com',
      'mail 14400 A 192.0.2.10',
      'www 14400 A 192.0.2.10',
      'ftp 14400 A 192.0.2.10',
      'webmail 14400 A 192.0.2.10',
      'autodiscover 14400 A 192.0.2.10',
      '@ 14400 TXT "v=spf1 +mx +ip4:192.0.2.10 ~all"',
      expect.stringMatching(/^default\._domainkey 14400 TXT "v=DKIM1; k=rsa; p=MII.*QIDAQAB;"$/),
      '_autodiscover._tcp 14400 SRV 0 0 443 cpanelemaildiscovery.cpanel.net',
      '_caldavs._tcp 14400 SRV 0 0 2080 host.example.net',
      '_caldavs._tcp 14400 TXT "path=/"',
      '_acme-challenge 300 TXT "q1w2e3r4t5"',
    ]);
    expect(stderr).toContain(
      'line 13  example.com MX example.com: names mail.example.com, which has the same addresses',
    );
    expect(stderr).toContain('line 15  www.example.com CNAME example.com.: becomes A');
    expect(stderr).toContain(
      'line 12  example.com A 192.0.2.10: the domain itself becomes the contact page',
    );
  });

  test('a zone of Cloudflare has its automatic TTL, and says what was behind the proxy', async () => {
    const { code, records, stderr } = await imported(fixture('cloudflare'));
    expect(code).toBe(0);
    expect(records).toEqual([
      'shop 300 A 192.0.2.20',
      'vpn 300 A 192.0.2.21',
      '@ 300 CAA 0 issue "letsencrypt.org"',
      'www 300 CNAME example.netlify.app',
      '@ 300 MX 25 route1.mx.cloudflare.net',
      '@ 300 MX 63 route2.mx.cloudflare.net',
      'cf2024-1._domainkey 300 TXT "v=DKIM1; h=sha256; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"',
      '@ 300 TXT "v=spf1 include:_spf.mx.cloudflare.net ~all"',
    ]);
    expect(stderr).toMatch(
      /line 18 {2}shop\.example\.com A 192\.0\.2\.20: behind Cloudflare's proxy/,
    );
    expect(stderr).not.toMatch(/vpn/);
    expect(stderr).toMatch(/line 26 {2}www\.example\.com CNAME example\.com\.: becomes CNAME/);
  });

  test('a zone of GoDaddy is taken, parked domain and all', async () => {
    const { code, records } = await imported(fixture('godaddy'));
    expect(code).toBe(0);
    expect(records).toEqual([
      'vpn 3600 A 192.0.2.9',
      '@ 3600 TXT "v=spf1 include:spf.protection.outlook.com -all"',
      '@ 3600 TXT "NETORGFT1234567.onmicrosoft.com"',
      '_dmarc 1800 TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"',
      'autodiscover 3600 CNAME autodiscover.outlook.com',
      'selector1._domainkey 3600 CNAME selector1-example-com._domainkey.example.onmicrosoft.com',
      '_domainconnect 3600 CNAME _domainconnect.gd.domaincontrol.com',
      '_sip._tls 3600 SRV 100 1 443 sipdir.online.lync.com',
      '@ 3600 MX 0 example-com.mail.protection.outlook.com',
    ]);
  });

  test('a zone of Route 53, as cli53 writes it, keeps its aliases and leaves out routing policies', async () => {
    const { code, records, stderr } = await imported(fixture('route53-cli53'));
    expect(code).toBe(0);
    expect(records).toEqual([
      'app ALIAS dualstack.app-1.eu-west-1.elb.amazonaws.com Z32O12XQLNTSW2',
      'static ALIAS d222222abcdef8.cloudfront.net Z2FDTNDATAQYW2 IPv4',
      '*.preview 300 CNAME app.example.com',
      'text 300 TXT "one \\042quoted\\042 wordand more"',
    ]);
    expect(stderr).toMatch(
      /line 9 {2}old\.example\.com ALIAS .*: an alias to a record of its own zone/,
    );
    expect(stderr).toMatch(/line 10 {2}weighted\.example\.com A 192\.0\.2\.1: a routing policy/);
  });

  test('a zone of BIND is taken with every type, and a record that cannot work is a comment with its line', async () => {
    const { code, records, stdout, stderr } = await imported(fixture('bind'));
    expect(code).toBe(1);
    expect(records).toEqual([
      '@ 86400 MX 10 mail.example.com',
      '@ 86400 TXT "v=spf1 mx -all"',
      '@ 86400 TXT "semi;colonsecond"',
      '@ 86400 CAA 0 issue "letsencrypt.org; validationmethods=dns-01"',
      '@ 86400 CAA 128 iodef "mailto:security@example.com"',
      '* 3600 CNAME www.example.com',
      'dkim._domainkey 3600 TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"',
      'in 3600 A 192.0.2.4',
      'mail 3600 A 192.0.2.25',
      'mail 3600 AAAA 2001:db8::25',
      `_25._tcp.mail 3600 TLSA 3 1 1 ${'0123456789abcdef'.repeat(4)}`,
      'ssh 3600 SSHFP 4 2 123456789abcdef67890123456789abcdef67890123456789abcdef123456789',
      'sub 172800 NS ns.sub.example.com',
      'sub 172800 NS ns.example.net',
      'ns.sub 5400 A 192.0.2.53',
      'secure 5400 NS ns.example.net',
      'secure 5400 DS 60485 13 2 d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a',
      'svc 5400 HTTPS 1 . alpn="h3,h2" ipv4hint="192.0.2.1"',
      'tel 5400 NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .',
      'type1 5400 A 192.0.2.7',
      'unquoted 5400 TXT "v=verify;1"',
      'www 5400 CNAME web.example.net',
    ]);
    // `*` is a CNAME, and RFC 2782 wants addresses.
    expect(stderr).toMatch(
      /lines 22-23 {2}_sip\._tcp SRV: found 'sip\.example\.com', expected a host with its own addresses/,
    );
    expect(stdout).toMatch(
      /\/\/ found 'sip\.example\.com', expected .*\n +\/\/ \{\n +\/\/ {3}name: '_sip\._tcp'/,
    );
    expect(stderr).toContain('1 thing to fix');
  });

  test('a signed zone, as named-compilezone writes it, is taken without its signatures', async () => {
    const { code, records, stderr } = await imported(fixture('compiled-signed'));
    expect({ code, records }).toEqual({ code: 0, records: ['ns1 3600 A 192.0.2.1'] });
    expect(stderr).toContain('lines 2, 4-8, 10-11  8 records: DNSSEC of the old servers');
  });

  test.each(['cpanel', 'cloudflare', 'godaddy', 'route53-cli53', 'bind', 'compiled-signed'])(
    'what is made of %s is laid out as the formatter leaves it',
    async (name) => {
      const { stdout } = await imported(fixture(name));
      const text = `export default {\n  environments: [\n    {\n${stdout}    },\n  ],\n};\n`;
      const path = join(scratch, `${name}.ts`);
      writeFileSync(path, text);
      const oxfmt = join(root, 'node_modules/oxfmt/bin/oxfmt');
      const args = [oxfmt, '--config', join(root, '.oxfmtrc.jsonc'), '--list-different', path];
      const {
        status,
        stdout: different,
        stderr,
      } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect({ status, different, stderr }).toEqual({ status: 0, different: '', stderr: '' });
    },
  );
});

describe('waypost dns import', () => {
  const SOA = '@ 60 SOA ns.example.net. a.example.net. 1 2 3 4 5';

  test.each([
    ['@ 60 DNSKEY 257 3 13 AAAA', 'DNSSEC of the old servers'],
    ['@ 60 CH TXT "x"', 'class CH, which Route 53 does not have'],
    ['a 60 DNAME b', 'not a type of waypost.config.ts: write a CNAME record named "*"'],
    ['a 60 LOC 52 N 1 E 1m', 'not a type of waypost.config.ts'],
    ['a 60 SPF "v=spf1 -all"', 'keep the text as TXT'],
    ['@ 60 ALIAS b.example.net.', 'the domain itself becomes the contact page'],
    ['a 60 ANAME b.example.net.', 'write an ALIAS record if the target is in AWS'],
    ['@ 60 DS 1 13 2 AA', 'belongs in the zone above'],
    ['bounce 60 MX 10 mail.example.net.', "Waypost's own: bounces of its mail"],
    ['_domainkey 60 NS ns.example.net.', "Waypost's own keys stand below this name"],
    ['a 60 HTTPS 1 . ech=AAAA', 'its parameter ech does not exist in waypost.config.ts'],
  ])('leaves out %s', async (line, reason) => {
    const { code, records, stderr } = await importedLines([SOA, 'b 60 A 192.0.2.1', line]);
    expect({ code, records }).toEqual({ code: 0, records: ['b 60 A 192.0.2.1'] });
    expect(stderr).toMatch(new RegExp(`line 3 {2}.*: ${reason.replace(/[()*.]/g, '\\$&')}`));
  });

  test('makes one record of a name and type, with the shortest TTL, each value once (RFC 2181, section 5.2)', async () => {
    const { records } = await importedLines([
      'a 60 A 192.0.2.1',
      'b 9 A 192.0.2.9',
      'A 30 A 192.0.2.2',
      'a 60 A 192.0.2.1',
    ]);
    expect(records).toEqual(['a 30 A 192.0.2.1', 'a 30 A 192.0.2.2', 'b 9 A 192.0.2.9']);
  });

  test('leaves an MX record that leads to the domain itself to its owner where no name has its addresses', async () => {
    const { code, records, stderr } = await importedLines([
      '@ 60 A 192.0.2.1',
      '@ 60 MX 0 @',
      'mail 60 A 192.0.2.2',
    ]);
    expect({ code, records }).toEqual({ code: 1, records: ['mail 60 A 192.0.2.2'] });
    expect(stderr).toMatch(/line 2 {2}@ MX: found 'example\.com', expected another host/);
  });

  test('lets no text of a file end a comment, be a line of its own or move the cursor', async () => {
    const { code, stdout, stderr } = await importedLines([
      'a 60 TXT "\u2028throw 1; // \\027[2J\u202e"',
    ]);
    expect(code).toBe(1);
    for (const character of ['\u2028', '\u202e', '\u001b']) {
      expect(`${stdout}${stderr}`).not.toContain(character);
    }
    expect(stdout).toContain("values: ['\\u{2028}throw 1; // \\u001b[2J\\u{202e}']");
  });

  test("shows the configuration's warnings beside the line", async () => {
    const { code, stderr } = await importedLines([
      'mail 60 A 192.0.2.2',
      '@ 60 MX 0 mail',
      '@ 60 TXT "v=spf1 a mx -all"',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /Warnings of waypost\.config\.ts:\n {2}line 3 {2}@ TXT: found 'v=spf1 a mx -all', expected servers that send mail/,
    );
  });

  test('tells of options that exclude imported records', async () => {
    const { code, records, stderr } = await importedLines(['_dmarc 60 TXT "v=DMARC1; p=none"'], {
      dmarc: { policy: 'none' },
    });
    expect({ code, records }).toEqual({ code: 1, records: [] });
    expect(stderr).toMatch(/line 1 {2}_dmarc TXT: .*dmarc makes one here/);
  });

  test('leaves out what only the DNS server of Windows has', async () => {
    const { code, stderr } = await importedLines([
      '@\tWINS\tL2 C5 ( 10.0.0.1 )',
      '@\tWINSR\tL2 C5 ( example.com. )',
      'a\tA\t192.0.2.1',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /line 1 {2}example\.com WINS L2 C5 10\.0\.0\.1: not a type of waypost.config.ts\n {2}line 2 .*WINSR/,
    );
  });

  test('names what the environment has and the file has not', async () => {
    const there = [
      { name: 'blog', type: 'CNAME', value: 'old.example.net' },
      { name: 'shop', type: 'CNAME', value: 'shop.example.net' },
      { name: '@', type: 'TXT', values: ['a', 'b'] },
      { name: 'a', type: 'A', values: ['192.0.2.1'] },
    ];
    const { stderr } = await importedLines(
      [
        '@ 60 TXT a',
        'a 60 A 192.0.2.1',
        'blog 60 CNAME new.example.net.',
        'shop 60 CNAME shop.example.net.',
      ],
      { records: there },
    );
    expect(stderr).toContain(
      'Environment prod also has these, which are not in the file; keep what you still need: blog CNAME, @ TXT\n',
    );
  });

  test.each([
    [
      'of another zone, by its SOA record',
      ['example.org. 60 SOA ns.example.net. a.example.net. 1 2 3 4 5', 'a 60 A 192.0.2.1'],
      /example\.com\.zone, line 1: `example\.org\. 60 SOA .*`: expected the zone of example\.com, but this is the zone of example\.org\.\n {2}fix: name the environment/,
    ],
    [
      'with a name outside the domain',
      ['b 60 A 192.0.2.1', 'a.example.org. 60 A 192.0.2.1'],
      /line 2: `a\.example\.org\. 60 A 192\.0\.2\.1`: expected a name in example\.com, but this is a\.example\.org\.\n {2}fix: correct the name/,
    ],
    [
      'with a wrong $ORIGIN',
      ['b 60 A 192.0.2.1', '$ORIGIN example.org.', 'c 60 A 192.0.2.1'],
      /line 3: `c 60 A 192\.0\.2\.1`: expected a name in example\.com, but this is c\.example\.org; \$ORIGIN is example\.org here\.\n/,
    ],
    [
      'that is JSON, as the AWS CLI lists a zone',
      ['{', '  "ResourceRecordSets": []', '}'],
      /line 1: `\{`: expected a zone file in BIND format, but this is JSON or a web page\.\n {2}fix: .*cli53 export/,
    ],
    [
      'with a type that is none, which would be lost',
      ['mail 60 A 192.0.2.1', 'www 60 CNAM mail'],
      /line 2: `www 60 CNAM mail`: expected a DNS type instead of "CNAM"\.\n {2}fix: did you mean "CNAME"\?/,
    ],
    [
      'of plain words',
      ['Options come after arguments and that is all.'],
      /line 1: .*: expected a DNS type instead of "COME"\.\n {2}fix: correct the line/,
    ],
    [
      'without any record',
      ['; nothing'],
      /example\.com\.zone: expected a zone file with records\.\n {2}fix: export/,
    ],
    [
      'with a value that is none of its type',
      ['a 60 A 192.0.2.300'],
      /line 1: `a 60 A 192\.0\.2\.300`: expected four numbers of 0 to 255 in a value of A: IPv4 address\.\n {2}fix: correct the line/,
    ],
    [
      'with a bracket that nothing closes',
      ['a 60 MX ( 1 b'],
      /line 1: .*: expected "\)" behind this/,
    ],
  ])('refuses a file %s, and writes nothing', async (_, lines, message) => {
    const { code, stdout, stderr } = await importedLines(lines);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test.each([
    ['that is not there', join(scratch, 'nowhere'), 'there is no such file'],
    ['that is a folder', scratch, 'it is a folder'],
    ['in UTF-16', join(scratch, 'wide'), 'it is not text in UTF-8'],
  ])('refuses a file %s', async (_, path, reason) => {
    writeFileSync(join(scratch, 'wide'), 'a 60 A 192.0.2.1', 'utf16le');
    const { code, stdout, stderr } = await dns(['import', path], { readFile: readZoneFileText });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${path} cannot be read: ${reason}`);
  });

  test.each([
    ['import', "missing required argument 'zone file'"],
    ['import a.zone stage', 'There is no environment "stage"'],
    ['compare prod --servers x', "unknown option '--servers'"],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, stderr } = await dns(line.split(' '));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each(['import', 'compare'])('%s --help has examples and exit codes', async (command) => {
    const { code, stderr } = await dns([command, '--help']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/Exit code: 0 [^]*Examples:\n {2}npx waypost dns/);
  });
});
