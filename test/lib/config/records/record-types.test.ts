import { EVERY_RECORD } from '../../../helpers/every-record';
import { onlyProblemOf, parsedDev, problemsOf, withRecords } from '../../../helpers/sample';

const HEX = 'a1'.repeat(32);
const values = (type: string, name: string) => (value: unknown) => ({
  name,
  type,
  values: [value],
});
const tlsa = values('TLSA', '_25._tcp.mail');
const sshfp = values('SSHFP', 'ssh');
const naptr = values('NAPTR', 'sip');
const rule = { order: 100, preference: 10 };

const problemOf = (record: object) => onlyProblemOf(withRecords(record));
const containing = (fix: string) => expect.stringContaining(fix) as string;

describe('a record of any type', () => {
  test.each(EVERY_RECORD.filter((record) => 'values' in record).map((record) => [record.type]))(
    'of type %s has at least one value',
    (type) => {
      const records = EVERY_RECORD.filter((one) => one.type === type || one.name === 'sub').map(
        (one) => (one.type === type ? { ...one, values: [] } : one),
      );
      expect(
        problemsOf(withRecords(...records)).map(({ path, fix }) => [path, fix]),
      ).toContainEqual([expect.stringMatching(/\.values$/), 'add what is missing']);
    },
  );

  const mx = { priority: 10, host: 'mail.example.net' };
  const srv = { priority: 1, weight: 5, port: 5061, host: 'sip.example.net' };
  const svcb = { priority: 1, target: 'dns.example.net', port: 853 };
  test.each<[string, string, object, string]>([
    ['MX', 'mx', mx, 'priority'],
    ['SRV', '_sip._tls', srv, 'priority'],
    ['SRV', '_sip._tls', srv, 'weight'],
    ['SRV', '_sip._tls', srv, 'port'],
    ['SVCB', '_dns', svcb, 'port'],
    ['SVCB', '_dns', svcb, 'priority'],
    ['NAPTR', 'sip', { preference: 1, replacement: 'a.example.net' }, 'order'],
    ['NAPTR', 'sip', { order: 1, replacement: 'a.example.net' }, 'preference'],
  ])('%s at %s, %j: %s has 16 bits', (type, name, value, key) => {
    const of = (number: number) =>
      withRecords({ name, type, values: [{ ...value, [key]: number }] });
    expect(problemsOf(of(65_535))).toEqual([]);
    for (const number of [-1, 65_536]) {
      expect(onlyProblemOf(of(number))).toMatchObject({
        path: `environments[0].records[0].values[0].${key}`,
        expected: containing('0 to 65535'),
      });
    }
  });

  test.each(['alpn', 'ipv4Hints', 'ipv6Hints'])('has no empty %s', (key) => {
    const value = { priority: 1, target: '.', [key]: [] };
    expect(problemOf({ name: 'www', type: 'HTTPS', values: [value] })).toMatchObject({
      path: `environments[0].records[0].values[0].${key}`,
      expected: containing('at least 1'),
    });
  });
});

describe('a DS record (RFC 4034, section 5.3)', () => {
  const ds = (value: string) =>
    withRecords(
      { name: 'sub', type: 'NS', values: ['ns.example.net'] },
      { name: 'sub', type: 'DS', values: [value] },
    );

  test.each([`0 0 2 ${HEX}`, `65535 255 2 ${HEX}`, `1 8 4 ${HEX}${HEX.slice(32)}`])(
    '%p is taken',
    (value) => {
      expect(problemsOf(ds(value))).toEqual([]);
    },
  );

  test.each([
    `65536 13 2 ${HEX}`,
    `123456 13 2 ${HEX}`,
    `01 13 2 ${HEX}`,
    `x1 13 2 ${HEX}`,
    `1x 13 2 ${HEX}`,
    `1 256 2 ${HEX}`,
    `1 x 2 ${HEX}`,
    `1 13 x ${HEX}`,
    `1 13 2 ${HEX.slice(1)}g`,
    `1 13 2 g${HEX.slice(1)}`,
    `1 13 2 ${HEX} ${HEX}`,
  ])('%p is refused', (value) => {
    expect(onlyProblemOf(ds(value))).toMatchObject({
      path: 'environments[0].records[1].values[0]',
      fix: containing('four parts'),
    });
  });

  test('has no digest of SHA-1', () => {
    expect(onlyProblemOf(ds(`1 13 1 ${HEX}`)).fix).toContain('digest type 2 (SHA-256) or 4');
  });
});

describe('an alias', () => {
  const alias = { name: 'app', type: 'ALIAS', target: 'd1.cloudfront.net' };
  const elsewhere = { ...alias, target: 'lb.eu-west-1.elb.amazonaws.com' };

  test('has addresses of both kinds, in the zone of CloudFront if the target is there', () => {
    const records = [alias, { ...elsewhere, name: 'lb', targetZoneId: 'Z32O12XQLNTSW2' }];
    expect(parsedDev({ records }).records).toEqual([
      { ...alias, ipv6: true, targetZoneId: 'Z2FDTNDATAQYW2' },
      { ...records[1], ipv6: true },
    ]);
  });

  test.each(['z1', 'xZ1', 'Z1x', 'Z1-', 'Z', `Z${'1'.repeat(32)}`])(
    'is in no zone of the id %p',
    (targetZoneId) => {
      expect(problemOf({ ...elsewhere, targetZoneId })).toMatchObject({
        path: 'environments[0].records[0].targetZoneId',
        fix: containing('list of endpoints'),
      });
    },
  );
});

describe('a TLSA record (RFC 6698)', () => {
  test.each([
    ['3 1 1', HEX],
    ['2 0 1', HEX.toUpperCase()],
    ['3 1 2', HEX + HEX],
    ['0 0 0', '30820203'],
  ])('of %s is taken', (numbers, data) => {
    expect(problemsOf(withRecords(tlsa(`${numbers} ${data}`)))).toEqual([]);
  });

  test.each([
    ['of an unknown usage', `4 1 1 ${HEX}`, 'use usage 0 to 3'],
    ['of an unknown selector', `3 2 1 ${HEX}`, 'use selector 1'],
    ['of an unknown matching type', `3 1 3 ${HEX}`, 'use matching type 1'],
    ['whose digest is cut short', `3 1 1 ${HEX.slice(2)}`, '64 hexadecimal digits'],
    ['of half a byte', '3 1 0 308', 'two hexadecimal digits for each byte'],
    ['with a digest in two parts', `3 1 1 ${HEX.slice(32)} ${HEX.slice(32)}`, 'one space between'],
    ['with a digest that is not hexadecimal', `3 1 1 ${'g'.repeat(64)}`, 'four parts'],
    ['of three numbers', '3 1 1', 'four parts'],
  ])('%s is refused', (_, value, fix) => {
    expect(problemOf(tlsa(value))).toMatchObject({
      path: 'environments[0].records[0].values[0]',
      fix: containing(fix),
    });
  });

  test.each(['_25._tcp', '_443._tcp.www', '*._tcp.mail', '_853._quic.dns', '_65535._tcp'])(
    'may be named %p',
    (name) => {
      expect(problemsOf(withRecords({ ...tlsa(`3 1 1 ${HEX}`), name }))).toEqual([]);
    },
  );

  test.each([
    'mail',
    '@',
    '_tcp.mail',
    '_65536._tcp.mail',
    '_0._tcp',
    'mail._25._tcp',
    'x_25._tcp',
  ])('is not looked for at %p', (name) => {
    expect(problemOf({ ...tlsa(`3 1 1 ${HEX}`), name })).toMatchObject({
      path: 'environments[0].records[0].name',
      fix: containing('port and protocol'),
    });
  });

  test('has any name that a CNAME leads to (RFC 7671, section 5)', () => {
    const alias = { name: '_25._tcp.mail', type: 'CNAME', value: '_dane.dev.example.com' };
    expect(problemsOf(withRecords(alias, { ...tlsa(`3 1 1 ${HEX}`), name: '_dane' }))).toEqual([]);
  });
});

describe('an SSHFP record (RFC 4255)', () => {
  test.each([`4 2 ${HEX}`, `2 2 ${HEX}`, `1 1 ${'b2'.repeat(20)}`, `3 2 ${HEX}`, `6 2 ${HEX}`])(
    '%p is taken, as ssh-keygen prints it',
    (value) => {
      expect(problemsOf(withRecords(sshfp(value)))).toEqual([]);
    },
  );

  test.each([
    ['of an algorithm that is none', `5 2 ${HEX}`, 'use algorithm 1'],
    ['of an unknown fingerprint', `4 3 ${HEX}`, 'use fingerprint type 2'],
    ['whose fingerprint is of the other type', `4 1 ${HEX}`, '40 hexadecimal digits'],
    ['with the whole line of ssh-keygen', `ssh IN SSHFP 4 2 ${HEX}`, 'three parts'],
  ])('%s is refused', (_, value, fix) => {
    expect(problemOf(sshfp(value))).toMatchObject({ fix: containing(fix) });
  });
});

describe('a NAPTR record (RFC 3403)', () => {
  test.each([
    // RFC 3403, section 6.2; RFC 2915, section 7.1; RFC 6116, section 3.4; RFC 3263, section 4.1.
    { ...rule, replacement: 'example.net' },
    { ...rule, regexp: String.raw`/urn:cid:.+@([^\.]+\.)(.*)$/\2/i` },
    { ...rule, flags: 'u', service: 'E2U+sip', regexp: '!^.*$!sip:info@example.com!' },
    {
      ...rule,
      flags: 'U',
      service: 'E2U+x',
      regexp: String.raw`!^[(](\+44.*)$!sip:\1@example.com!`,
    },
    { ...rule, flags: '', service: '', regexp: '![(x]a!b!' },
    { ...rule, service: 's'.repeat(255), regexp: `!${'a'.repeat(251)}!b!` },
    { ...rule, flags: 's', service: 'SIPS+D2T', replacement: '_sips._tcp.example.net' },
    { ...rule, flags: 'a', service: 'x-3gpp-upf:x-n4', regexp: '', replacement: 'upf.example.net' },
  ])('%j is taken', (value) => {
    expect(problemsOf(withRecords(naptr(value)))).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    [
      'that rewrites and replaces',
      { regexp: '!a!b!', replacement: 'example.net' },
      '',
      'remove one of the two',
    ],
    ['that says nothing', { flags: 'u' }, '', 'add one of the two'],
    ['of a URI without a regexp', { flags: 'u', replacement: 'example.net' }, '', 'write a regexp'],
    ['of SRV records by a regexp', { flags: 's', regexp: '!a!b!' }, '', 'write a replacement'],
    ['of two flags', { flags: 'su', replacement: 'example.net' }, '.flags', 'write one flag'],
    ['with a service in quotes', { service: '"SIP"' }, '.service', 'without quotes'],
    [
      'without its last delimiter',
      { regexp: '!^.*$!sip:a@b' },
      '.regexp',
      'three equal characters',
    ],
    ['with a digit as delimiter', { regexp: '1a1b1' }, '.regexp', 'three equal characters'],
    ['with an unknown flag of the regexp', { regexp: '!a!b!g' }, '.regexp', 'three equal'],
    [
      'of addresses by a regexp',
      { flags: 'A', regexp: '!a!b!' },
      '',
      'write a replacement instead of the regexp: with flag "a"',
    ],
    ['with a long service', { service: 's'.repeat(256) }, '.service', 'without quotes'],
    ['with a long regexp', { regexp: `!${'a'.repeat(252)}!b!` }, '.regexp', 'at most 255'],
    ['not in ASCII', { regexp: '!ü!b!' }, '.regexp', 'printable ASCII'],
    ['of no expression', { regexp: '!!b!' }, '.regexp', 'of the expression'],
    ['that replaces with nothing', { regexp: '!a!!' }, '.regexp', 'in the replacement'],
    ['with an open bracket', { regexp: '!(a!b!' }, '.regexp', 'close each parenthesis'],
    ['that names a group that is not there', { regexp: String.raw`!(a)!\2!` }, '.regexp', 'groups'],
    ['of a negative order', { order: -1, replacement: 'example.net' }, '.order', '0 to 65535'],
  ])('%s is refused', (_, change, path, fix) => {
    expect(problemOf(naptr({ ...rule, ...change }))).toMatchObject({
      path: `environments[0].records[0].values[0]${path}`,
      fix: containing(fix),
    });
  });
});

test('what a NAPTR record leaves out says nothing', () => {
  const records = [naptr({ ...rule, replacement: 'a.example.net' })];
  expect(parsedDev({ records }).records).toMatchObject([
    { values: [{ flags: '', service: '', regexp: '', replacement: 'a.example.net' }] },
  ]);
});

describe('a PTR record', () => {
  test('names a host, or what DNS-SD finds (RFC 6763)', () => {
    const browse = { name: 'b._dns-sd._udp', type: 'PTR', values: ['dev.example.com'] };
    expect(problemsOf(withRecords(browse))).toEqual([]);
  });

  test('names no address', () => {
    expect(problemOf({ name: 'x', type: 'PTR', values: ['192.0.2.1'] })).toMatchObject({
      fix: containing('full name of the host'),
    });
  });
});

describe('a type that is none', () => {
  test.each([
    ['mx', 'did you mean "MX"?'],
    ['CNAM', 'did you mean "CNAME"?'],
    ['SPF', 'as a TXT record'],
    ['ANAME', 'ALIAS record'],
    ['DNAME', 'Route 53 has no DNAME'],
    ['SOA', 'Route 53 makes it'],
    ['OPENPGPKEY', 'Route 53 has no OPENPGPKEY'],
    ['CDS', 'Route 53 has no CDS'],
    ['URL', 'DNS cannot redirect'],
    ['TYPE65', 'one of these types'],
    [undefined, 'add this key'],
    [1, 'one of these types'],
  ])('%p is refused with what to write', (type, fix) => {
    expect(problemOf({ name: 'x', type, values: [] })).toMatchObject({
      path: 'environments[0].records[0].type',
      found: type,
      fix: containing(fix),
    });
  });
});
