import { decodedParts } from '../../../../../bin/commands/dns/values/decoded';
import { partsOf } from '../../../../../bin/commands/dns/values/presentation';
import { valueText } from '../../../../../bin/commands/dns/values/value';
import { decodeData, typeName } from '../../../../../bin/commands/dns/wire';
import { readZoneFile } from '../../../../../bin/commands/dns/zone-file/master-file';
import { ZoneFileError } from '../../../../../bin/commands/dns/zone-file/zone-file-error';
import judged from '../zones/judged.json';

const DOMAIN = 'example.com';

/** Each record as `line name ttl type value`. */
function read(...lines: readonly string[]): string[] {
  return readZoneFile(lines.join('\n'), DOMAIN).map(
    ({ line, name, ttlSeconds, type, fields, origin }) =>
      `${line} ${name} ${ttlSeconds ?? '-'} ${type} ${valueText(type, partsOf(type, fields, { origin, domain: DOMAIN }))}`,
  );
}

describe('a zone file (RFC 1035, section 5)', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['names relative to the zone', ['www 60 IN A 192.0.2.1'], ['1 www.example.com 60 A 192.0.2.1']],
    ['"@" for the zone', ['@ 60 IN A 192.0.2.1'], ['1 example.com 60 A 192.0.2.1']],
    [
      '".@" behind a name, as GoDaddy has it',
      ['_sip._tls.@ 60 IN SRV 1 2 3 a.@'],
      ['1 _sip._tls.example.com 60 SRV 1 2 3 a.example.com'],
    ],
    [
      '$ORIGIN, for names and hosts',
      ['$ORIGIN b.example.com.', 'a 60 CNAME c', '@ 60 MX 1 @'],
      ['2 a.b.example.com 60 CNAME c.b.example.com', '3 b.example.com 60 MX 1 b.example.com'],
    ],
    ['a relative $ORIGIN', ['$ORIGIN b', 'a 60 A 192.0.2.1'], ['2 a.b.example.com 60 A 192.0.2.1']],
    [
      'the root as $ORIGIN',
      ['$ORIGIN .', 'example.com 60 MX 1 mail.example.net'],
      ['2 example.com 60 MX 1 mail.example.net'],
    ],
    [
      'a whole name whose dot is missing, which nobody means twice',
      ['www.example.com 60 CNAME example.com'],
      ['1 www.example.com 60 CNAME example.com'],
    ],
    [
      'the name before for a line that begins with a blank',
      ['a 60 A 192.0.2.1', ' 60 AAAA 2001:DB8:0::1', '\tMX 1 b'],
      [
        '1 a.example.com 60 A 192.0.2.1',
        '2 a.example.com 60 AAAA 2001:db8::1',
        '3 a.example.com 60 MX 1 b.example.com',
      ],
    ],
    [
      'the name before over empty lines, comments and $TTL',
      ['a 60 A 192.0.2.1', '', ' ; nothing', '$TTL 5', '  AAAA ::1'],
      ['1 a.example.com 60 A 192.0.2.1', '5 a.example.com 5 AAAA ::1'],
    ],
    [
      'TTL and class in either order, in any case',
      ['a in 60 a 192.0.2.1', 'b 60 In A 192.0.2.1'],
      ['1 a.example.com 60 A 192.0.2.1', '2 b.example.com 60 A 192.0.2.1'],
    ],
    [
      '$TTL with units (BIND)',
      ['$TTL 1h30m', 'a A 192.0.2.1', 'b 2D A 192.0.2.1', 'c 1w A 192.0.2.1'],
      [
        '2 a.example.com 5400 A 192.0.2.1',
        '3 b.example.com 172800 A 192.0.2.1',
        '4 c.example.com 604800 A 192.0.2.1',
      ],
    ],
    [
      'the last TTL where there is no $TTL',
      ['a 60 A 192.0.2.1', 'b A 192.0.2.1'],
      ['1 a.example.com 60 A 192.0.2.1', '2 b.example.com 60 A 192.0.2.1'],
    ],
    ['no TTL at all', ['a A 192.0.2.1'], ['1 a.example.com - A 192.0.2.1']],
    [
      'names that look like types, classes and TTLs',
      ['in 60 IN A 192.0.2.1', 'txt 60 A 192.0.2.1', '60 60 A 192.0.2.1'],
      [
        '1 in.example.com 60 A 192.0.2.1',
        '2 txt.example.com 60 A 192.0.2.1',
        '3 60.example.com 60 A 192.0.2.1',
      ],
    ],
    [
      'brackets over lines, with comments',
      ['a 60 MX (', ' 10 ; the first', ' mail )', 'b 60 A 192.0.2.1'],
      ['1 a.example.com 60 MX 10 mail.example.com', '4 b.example.com 60 A 192.0.2.1'],
    ],
    [
      'a bracket without a blank before it',
      ['a 60 MX 10(', 'mail)'],
      ['1 a.example.com 60 MX 10 mail.example.com'],
    ],
    [
      'texts in pieces as one',
      ['a 60 TXT "v=DKIM1; p=MI" "IB"', 'b 60 TXT ("one" ', '"two")', 'c 60 TXT "one""two"'],
      [
        '1 a.example.com 60 TXT v=DKIM1; p=MIIB',
        '2 b.example.com 60 TXT onetwo',
        '4 c.example.com 60 TXT onetwo',
      ],
    ],
    [
      'escapes of texts, codes in ten',
      ['a 60 TXT "a\\;b\\"c\\059d\\\\e"', 'b 60 TXT v=x\\;y;comment'],
      ['1 a.example.com 60 TXT a;b"c;d\\e', '2 b.example.com 60 TXT v=x;y'],
    ],
    [
      'bytes in UTF-8',
      ['a 60 TXT "gr\\195\\188n"', 'b 60 TXT "grün"'],
      ['1 a.example.com 60 TXT grün', '2 b.example.com 60 TXT grün'],
    ],
    ['blanks and brackets within quotes', ['a 60 TXT "a ( b"'], ['1 a.example.com 60 TXT a ( b']],
    [
      'CAA with a semicolon',
      ['a 60 CAA 0 issue "ca.example; validationmethods=dns-01"'],
      ['1 a.example.com 60 CAA 0 issue "ca.example; validationmethods=dns-01"'],
    ],
    [
      'digests in pieces, in any case',
      ['a 60 DS 1 13 2 ( ABCD', 'ef01 )'],
      ['1 a.example.com 60 DS 1 13 2 abcdef01'],
    ],
    [
      'service bindings, with quotes or without (RFC 9460)',
      ['a 60 HTTPS 1 . ipv4hint=192.0.2.1 alpn="h3,h2"', 'b 60 HTTPS 1 . alpn=h3,h2'],
      [
        '1 a.example.com 60 HTTPS 1 . alpn=h3,h2 ipv4hint=192.0.2.1',
        '2 b.example.com 60 HTTPS 1 . alpn=h3,h2',
      ],
    ],
    [
      'data of any type in hexadecimal digits (RFC 3597)',
      ['a 60 A \\# 4 C0000207', 'b 60 MX \\# 8 ( 000a 046d61696c 00 )'],
      ['1 a.example.com 60 A 192.0.2.7', '2 b.example.com 60 MX 10 mail'],
    ],
    [
      'a wildcard, plain or in code',
      ['*.a 60 A 192.0.2.1', '\\052.b 60 A 192.0.2.1', '\\042.c 60 A 192.0.2.1'],
      [
        '1 *.a.example.com 60 A 192.0.2.1',
        '2 *.b.example.com 60 A 192.0.2.1',
        '3 *.c.example.com 60 A 192.0.2.1',
      ],
    ],
    [
      'ages of records, as the DNS server of Windows writes them',
      ['a  [AGE:3612345] 1200 A 192.0.2.1', '   [AGE:3612345] AAAA ::1'],
      ['1 a.example.com 1200 A 192.0.2.1', '2 a.example.com 1200 AAAA ::1'],
    ],
    [
      'lines that end as in Windows, and a byte order mark',
      ['\uFEFFa 60 A 192.0.2.1\r', ' AAAA ::1\r', ''],
      ['1 a.example.com 60 A 192.0.2.1', '2 a.example.com 60 AAAA ::1'],
    ],
  ])('has %s', (_, lines, records) => {
    expect(read(...lines)).toEqual(records);
  });

  test('takes the minimum of an SOA record without a TTL for the default, as Windows and BIND do', () => {
    const soa = '@ SOA ns.example.net. a.example.net. ( 1 900 600 86400 1h )';
    const ttls = (...lines: readonly string[]) =>
      readZoneFile(lines.join('\n'), DOMAIN).map(({ ttlSeconds }) => ttlSeconds);

    const records = ['a 60 A 192.0.2.1', 'b A 192.0.2.1'];
    expect(ttls(soa, ...records)).toEqual([3600, 60, 3600]);
    expect(ttls('$TTL 5', soa, ...records)).toEqual([5, 60, 5]);
    expect(ttls(soa.replace('@', '@ 300'), ...records)).toEqual([300, 60, 60]);
  });

  // Zones of every type, written in every way that RFC 1035 leaves open, and what dnspython 2.9.2 made of them.
  test.each(judged)('$# is read as by dnspython, to the last bit', ({ zone, records }) => {
    const theirs = records.map(
      ([name = '', type = '', data = '']) =>
        `${name} ${type} ${type === 'SOA' ? '' : valueText(type, decodedParts(type, decodeData(type, Buffer.from(data, 'hex'))))}`,
    );
    const ours = readZoneFile(zone, DOMAIN).map(({ name, type: given, fields, origin }) => {
      const type = typeName(given);
      return `${name} ${type} ${type === 'SOA' ? '' : valueText(type, partsOf(type, fields, { origin, domain: DOMAIN }))}`;
    });
    expect([...new Set(ours)].toSorted()).toEqual([...new Set(theirs)].toSorted());
  });

  test.each<[string, readonly string[], number, RegExp]>([
    [
      'a bracket that nothing closes',
      ['a 60 A 192.0.2.1', 'b 60 MX ( 10', 'mail'],
      2,
      /`b 60 MX \( 10`: expected "\)" behind this "\("\.\n {2}fix: add it/,
    ],
    [
      'a bracket that nothing opens',
      ['a 60 MX 10 mail )'],
      1,
      /"\(" before this "\)"\.\n {2}fix: remove it/,
    ],
    [
      'a quotation mark that nothing closes',
      ['a 60 TXT "one', 'two"'],
      1,
      /expected a second quotation mark[^]*fix: complete the text/,
    ],
    [
      'a first line without a name',
      [' 60 A 192.0.2.1'],
      1,
      /a name at the beginning[^]*fix: write "@"/,
    ],
    [
      'a line without a type',
      ['a 60 192.0.2.1'],
      1,
      /`a 60 192.0.2.1`: expected name, TTL, class and type[^]*fix: complete the line/,
    ],
    [
      'a bracket within brackets',
      ['a 60 MX ( 10', '(mail )'],
      2,
      /expected no bracket within brackets[^]*fix: close the first one/,
    ],
    [
      'columns parted by tabs',
      ['a\t60\tIN\tMXX\\'],
      1,
      /`a 60 IN MXX\\`: expected a character after the backslash/,
    ],
    ['$INCLUDE', ['$INCLUDE other.zone'], 1, /without \$INCLUDE[^]*named-compilezone/],
    ['$GENERATE', ['$GENERATE 1-9 a$ A 192.0.2.$'], 1, /without \$GENERATE/],
    ['another directive', ['$DATE x'], 1, /\$ORIGIN or \$TTL/],
    ['$TTL without a number', ['$TTL soon'], 1, /seconds after \$TTL/],
  ])('control: %s is an error with its line', (_, lines, line, message) => {
    let found: unknown;
    try {
      read(...lines);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(ZoneFileError);
    expect(found).toMatchObject({ line, message: expect.stringMatching(message) as unknown });
  });

  test.each([
    ['a 60 A 192.0.2.300', 'four numbers of 0 to 255 in a value of A'],
    ['a 60 A 192.0.2.1 192.0.2.2', 'a value of A: IPv4 address'],
    ['a 60 AAAA fe80::1%eth0', 'an address without a zone'],
    ['a 60 MX mail', 'a number instead of "mail" in a value of MX: number, host'],
    ['a 60 MX 10', 'a value of MX: number, host'],
    ['a 60 IN A', 'a value of A: IPv4 address'],
    ['a 60 DS 1 13 2 xyz', 'digits and a to f in a value of DS'],
    ['a 60 A \\# 4 C000', 'its length, then hexadecimal digits'],
    ['a 60 A \\# 3 C00002', 'its length, then hexadecimal digits'],
  ])('control: %s is no value of its type', (line, expected) => {
    expect(() => read(line)).toThrow(expected);
  });
});
