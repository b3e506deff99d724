import { onlyProblemOf, problemsOf, withRecords } from '../../../helpers/sample';

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

  test.each(['_25._tcp', '_443._tcp.www', '*._tcp.mail', '_853._quic.dns'])(
    'may be named %p',
    (name) => {
      expect(problemsOf(withRecords({ ...tlsa(`3 1 1 ${HEX}`), name }))).toEqual([]);
    },
  );

  test.each(['mail', '@', '_tcp.mail', '_65536._tcp.mail', '_0._tcp'])(
    'is not looked for at %p',
    (name) => {
      expect(problemOf({ ...tlsa(`3 1 1 ${HEX}`), name })).toMatchObject({
        path: 'environments[0].records[0].name',
        fix: containing('port and protocol'),
      });
    },
  );

  test('has any name that a CNAME leads to (RFC 7671, section 5)', () => {
    const alias = { name: '_25._tcp.mail', type: 'CNAME', value: '_dane.dev.example.com' };
    expect(problemsOf(withRecords(alias, { ...tlsa(`3 1 1 ${HEX}`), name: '_dane' }))).toEqual([]);
  });
});

describe('an SSHFP record (RFC 4255)', () => {
  test.each([`4 2 ${HEX}`, `1 1 ${'b2'.repeat(20)}`, `3 2 ${HEX}`, `6 2 ${HEX}`])(
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
