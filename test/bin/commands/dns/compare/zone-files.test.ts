import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { readZoneFileText } from '../../../../../bin/commands/dns/adapters/read-zone-file';
import { synthesizeStacks } from '../../../../../bin/commands/synthesize';
import { dns, rawConfig } from '../run';
import { compared, serverWith, stacksWith, under } from './run-compare';

describe('zone files of dns compare', () => {
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
});
