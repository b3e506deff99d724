import {
  dev,
  onlyProblemOf,
  problemsOf,
  prod,
  sample,
  withDev,
  withRecords,
} from '../../../helpers/sample';

const withProd = (change: object) => ({ ...sample, environments: [dev, { ...prod, ...change }] });

describe('records', () => {
  const a = { name: 'www', type: 'A', values: ['192.0.2.1'] };
  const cname = { name: 'www', type: 'CNAME', value: 'www.example.net' };
  const alias = { name: 'www', type: 'ALIAS', target: 'd111111abcdef8.cloudfront.net' };
  const caa = { tag: 'issue', value: 'letsencrypt.org' };
  const srv = { priority: 0, weight: 5, port: 5061, host: 'sip.example.net' };
  const binding = { priority: 1, target: '.', alpn: ['h3', 'h2'], ipv4Hints: ['192.0.2.1'] };
  const DS = `12345 13 2 ${'A1'.repeat(32)}`;
  const mail = (...values: object[]) => ({ name: '@', type: 'MX', values });

  test('of each type are taken, with a TTL of an hour unless another is given', () => {
    const raw = withRecords(
      a,
      { name: '*.shop', type: 'CNAME', value: 'shop.example.net', ttlSeconds: 60 },
      { name: '@', type: 'AAAA', values: ['2001:db8::1'] },
      { name: '@', type: 'TXT', values: ['v=spf1 -all', 'a "quoted" word'] },
      { name: '_sub.deep', type: 'NS', values: ['ns-1.awsdns-01.org'] },
      { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] },
      { name: 'docs', type: 'ALIAS', target: 'd111111abcdef8.cloudfront.net' },
      {
        name: 'app',
        type: 'ALIAS',
        target: 'lb.eu-west-1.elb.amazonaws.com',
        targetZoneId: 'Z1',
        ipv6: false,
      },
      { name: 'app', type: 'AAAA', values: ['2001:db8::2'] },
      {
        name: 'shop',
        type: 'CAA',
        values: [caa, { tag: 'iodef', value: 'mailto:ca@example.com' }],
      },
      { name: 'none', type: 'CAA', values: [{ tag: 'issue', value: ';', critical: true }] },
      { name: '_sub.deep', type: 'DS', values: [DS] },
      { name: 'www', type: 'HTTPS', values: [binding] },
      { name: '@', type: 'HTTPS', values: [{ priority: 0, target: 'www.dev.example.com' }] },
      { name: '_dns.resolver', type: 'SVCB', values: [{ ...binding, port: 853 }] },
      { name: '_sip._tls', type: 'SRV', values: [srv] },
      { name: '_imap._tcp', type: 'SRV', values: [{ ...srv, host: '.' }] },
      { name: 'none', type: 'HTTPS', values: [{ priority: 0, target: '.' }] },
      { name: 'quiet', type: 'MX', values: [{ priority: 0, host: '.' }] },
    );
    expect(problemsOf(raw)).toEqual([]);
  });

  test.each([
    ['a name of upper case', { ...a, name: 'WWW' }, 'name', 'write "www"'],
    ['a name with a trailing dot', { ...a, name: 'www.' }, 'name', 'trailing dot'],
    ['a name within its own zone', { ...a, name: 'www.dev.example.com' }, 'name', 'write "www"'],
    ['the zone itself by name', { ...a, name: 'dev.example.com' }, 'name', 'write "@"'],
    [
      'an address of the other family',
      { ...a, values: ['2001:db8::1'] },
      'values[0]',
      'four numbers',
    ],
    [
      'an IPv6 address with a zone',
      { ...a, type: 'AAAA', values: ['fe80::1%eth0'] },
      'values[0]',
      'without a zone',
    ],
    ['no values', { ...a, values: [] }, 'values', 'add'],
    ['a negative TTL', { ...a, ttlSeconds: -1 }, 'ttlSeconds', '0 to 2147483647'],
    ['a TTL of more than 31 bits', { ...a, ttlSeconds: 2 ** 31 }, 'ttlSeconds', '0 to 2147483647'],
    ['a key of another type', { ...cname, values: [] }, 'values', 'did you mean "value"?'],
    [
      'a target with a trailing dot',
      { ...cname, value: 'a.example.net.' },
      'value',
      'write "a.example.net"',
    ],
    ['a text in quotes', { name: '@', type: 'TXT', values: ['"x"'] }, 'values[0]', 'inner quotes'],
    [
      'a text of two lines',
      { name: '@', type: 'TXT', values: ['a\nb'] },
      'values[0]',
      'a space instead of U+000A',
    ],
    [
      'a text with a tab',
      { name: '@', type: 'TXT', values: ['v=spf1\tmx -all'] },
      'values[0]',
      'a space instead of U+0009',
    ],
    [
      'a text with a dash of a word processor',
      { name: '@', type: 'TXT', values: ['v=spf1 mx \u2013all'] },
      'values[0]',
      'write - instead of "\u2013", U+2013',
    ],
    [
      'a text with a space of a web page',
      { name: '@', type: 'TXT', values: ['v=spf1\u00a0mx -all'] },
      'values[0]',
      'write "v=spf1 mx -all"',
    ],
    [
      'a text with a letter that is not in ASCII',
      { name: '@', type: 'TXT', values: ['v=spf1 include:müller.de -all'] },
      'values[0]',
      'remove "ü", U+00FC',
    ],
    ['an empty text', { name: '@', type: 'TXT', values: [''] }, 'values[0]', 'write a text'],
    [
      'pieces of a text with quotes between them alone',
      { name: 'k._domainkey', type: 'TXT', values: ['v=DKIM1; p=AAA" "BBB'] },
      'values[0]',
      'join several texts into one',
    ],
    [
      'a text with the quotes of a word processor',
      { name: '@', type: 'TXT', values: ['say \u201cyes\u201d'] },
      'values[0]',
      'write " instead of "\u201c", U+201C',
    ],
    [
      'a text with its apostrophe',
      { name: '@', type: 'TXT', values: ['it\u2019s'] },
      'values[0]',
      "write ' instead of",
    ],
    [
      'a text with a mark that nobody sees',
      { name: '@', type: 'TXT', values: ['a\u0007b'] },
      'values[0]',
      'remove U+0007',
    ],
    ['a text in quotes', { name: '@', type: 'TXT', values: ['"xy"'] }, 'values[0]', 'quotes'],
    [
      'pieces of a text with more between them',
      { name: '@', type: 'TXT', values: ['a"  "b'] },
      'values[0]',
      'join several texts into one',
    ],
    [
      'the escapes of a zone file',
      { name: '@', type: 'TXT', values: ['a\\;b\\"c'] },
      'values[0]',
      'zone files need: "a;b\\"c"',
    ],
    [
      'a backslash that a zone file needs beside one that is meant',
      { name: '@', type: 'TXT', values: ['\\1 \\;'] },
      'values[0]',
      'leave out the backslash',
    ],
    [
      'the codes of a zone file',
      { name: '@', type: 'TXT', values: ['a\\195\\188'] },
      'values[0]',
      'write each character itself',
    ],
    ['a wildcard in the middle', { ...a, name: 'a.*.b' }, 'name', 'use letters, digits'],
    ['a name that ends with a hyphen', { ...a, name: 'www-' }, 'name', 'use letters, digits'],
    ['a name that begins with one', { ...a, name: '-www' }, 'name', 'use letters, digits'],
    ['a long part of a name', { ...a, name: 'a'.repeat(64) }, 'name', '1 to 63'],
    [
      'a certificate in two spellings',
      {
        ...a,
        name: '_25._tcp',
        type: 'TLSA',
        values: [`3 1 1 ${'ab'.repeat(32)}`, `3 1 1 ${'AB'.repeat(32)}`],
      },
      'values[1]',
      'remove the repeated value',
    ],
    [
      'a service before the service',
      { name: 'x._sip._tls', type: 'SRV', values: [srv] },
      'name',
      'after an underscore',
    ],
    [
      'a binding that is elsewhere, and its own name as well',
      {
        name: 'www',
        type: 'HTTPS',
        values: [
          { priority: 0, target: 'www.dev.example.com' },
          { priority: 1, target: '.' },
        ],
      },
      'values',
      'another priority',
    ],
    [
      'parameters of any service that is elsewhere',
      { name: '_dns', type: 'SVCB', values: [{ ...binding, priority: 0 }] },
      'values',
      'another priority',
    ],
    [
      'a text that is no policy where receivers look for one',
      { name: '_dmarc.shop', type: 'TXT', values: ['x'] },
      'values',
      'write a policy such as',
    ],
    ['an empty name', { ...a, name: '' }, 'name', 'write "@"'],
    [
      'an address in two spellings',
      { ...a, type: 'AAAA', values: ['2001:db8::1', '2001:0DB8:0:0::0001'] },
      'values[1]',
      'remove the repeated value',
    ],
    [
      'a fingerprint in two spellings',
      { ...a, type: 'SSHFP', values: [`4 2 ${'ab'.repeat(32)}`, `4 2 ${'AB'.repeat(32)}`] },
      'values[1]',
      'remove the repeated value',
    ],
    ['a key cut short', { ...a, ttl: 300 }, 'ttl', 'did you mean "ttlSeconds"?'],
    [
      'a mail server as a zone file has it',
      { name: '@', type: 'MX', values: ['10 mail.example.net'] },
      'values[0]',
      'write { priority: ..., host: ... }',
    ],
    [
      'one protocol that is no list',
      { name: 'www', type: 'HTTPS', values: [{ ...binding, alpn: 'h2' }] },
      'values[0].alpn',
      "write a list: ['h2']",
    ],
    [
      'a host that no correction makes one',
      { name: '_http._tcp', type: 'PTR', values: ['My Web._http._tcp.example.net'] },
      'values[0]',
      'letters, digits, hyphens and underscores',
    ],
    [
      'a text that Route 53 would refuse',
      { name: '@', type: 'TXT', values: ['a'.repeat(4001)] },
      'values[0]',
      'shorten',
    ],
    ['a CNAME at the apex', { ...cname, name: '@' }, 'name', 'A or AAAA'],
    [
      'an NS at the apex',
      { name: '@', type: 'NS', values: ['ns.example.net'] },
      'name',
      'Route 53 makes it',
    ],
    [
      'two SPF texts',
      { name: '@', type: 'TXT', values: ['v=spf1 -all', 'v=spf1 ~all'] },
      'values',
      'merge',
    ],
    ['a name that is not in ASCII', { ...a, name: 'bücher' }, 'name', 'write "xn--bcher-kva"'],
    [
      'a target that is not in ASCII',
      { ...cname, value: 'bücher.example' },
      'value',
      'write "xn--bcher-kva.example"',
    ],
    [
      'an alias without the zone of its target',
      { ...alias, target: 'lb.eu-west-1.elb.amazonaws.com' },
      'targetZoneId',
      'list of endpoints',
    ],
    [
      'an alias into no zone',
      { ...alias, targetZoneId: 'zone' },
      'targetZoneId',
      'list of endpoints',
    ],
    ['an alias with a TTL', { ...alias, ttlSeconds: 60 }, 'ttlSeconds', 'remove this key'],
    [
      'no authority at the apex',
      { name: '@', type: 'CAA', values: [{ ...caa, value: ';' }] },
      'values',
      'are refused anyway',
    ],
    [
      'an authority in quotes',
      { name: 'x', type: 'CAA', values: [{ ...caa, value: '"letsencrypt.org"' }] },
      'values[0].value',
      'write "letsencrypt.org"',
    ],
    [
      'an authority in another case, with a dot at its end',
      { name: 'x', type: 'CAA', values: [{ ...caa, value: 'LetsEncrypt.org.; a=B' }] },
      'values[0].value',
      'write "letsencrypt.org; a=B"',
    ],
    [
      'reports to an address that is no URI',
      { name: 'x', type: 'CAA', values: [{ tag: 'iodef', value: 'ca@example.com' }] },
      'values[0].value',
      'write "mailto:ca@example.com"',
    ],
    [
      'an authority to report to',
      { name: 'x', type: 'CAA', values: [{ ...caa, tag: 'iodef' }] },
      'values[0].value',
      'with "mailto:" or "https://" in front',
    ],
    [
      'an address that issues',
      { name: 'x', type: 'CAA', values: [{ ...caa, value: 'mailto:ca@example.com' }] },
      'values[0].value',
      'For reports, use the tag iodef',
    ],
    ['a DS at the apex', { name: '@', type: 'DS', values: [DS] }, 'name', 'at the registrar'],
    [
      'a service by another name',
      { name: 'sip', type: 'SRV', values: [srv] },
      'name',
      'after an underscore',
    ],
    [
      'a port beyond the last',
      { name: '_sip._tls', type: 'SRV', values: [{ ...srv, port: 65_536 }] },
      'values[0].port',
      '0 to 65535',
    ],
    [
      'mail servers beside none',
      mail({ priority: 0, host: '.' }, { priority: 1, host: 'm.example.net' }),
      'values',
      'remove either "."',
    ],
    [
      'parameters of a service that is elsewhere',
      { name: 'www', type: 'HTTPS', values: [{ ...binding, priority: 0 }] },
      'values',
      'another priority',
    ],
    [
      'an alias of a service to its own name',
      { name: 'www', type: 'HTTPS', values: [{ priority: 0, target: 'www.dev.example.com' }] },
      'values',
      'write priority 1',
    ],
    [
      'word that there is no website where the contact page is',
      { name: '@', type: 'HTTPS', values: [{ priority: 0, target: '.' }] },
      'values',
      'write priority 1',
    ],
    [
      'no mail server with another priority (RFC 7505)',
      mail({ priority: 10, host: '.' }),
      'values',
      'write priority 0',
    ],
    [
      'servers beside no service',
      { name: '_sip._tls', type: 'SRV', values: [srv, { ...srv, host: '.' }] },
      'values',
      'remove either "."',
    ],
    [
      'a protocol that is none',
      { name: 'www', type: 'HTTPS', values: [{ ...binding, alpn: ['h2,h3'] }] },
      'values[0].alpn[0]',
      'IANA',
    ],
    [
      'an SPF text with a misspelt term',
      { name: '@', type: 'TXT', values: ['v=spf1 includ:spf.example.net -all'] },
      'values[0]',
      'correct it',
    ],
    [
      'a mail server without priority',
      { name: '@', type: 'MX', values: [{ host: 'm.example.net' }] },
      'values[0].priority',
      'add',
    ],
  ])('refuse %s', (_, record, path, fix) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].${path}`,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    [
      'a CNAME beside another record',
      [a, cname],
      'no other record beside a CNAME',
      'remove this record or environments[0].records[0]',
    ],
    [
      'another record beside a CNAME',
      [cname, a],
      'no other record beside a CNAME',
      'remove this record or environments[0].records[0]',
    ],
    ['two CNAMEs of one name', [cname, cname], 'one CNAME record', 'remove one of them'],
    ['two records of one name and type', [a, a], 'one A record', 'put all values into one record'],
    ['an alias beside an address', [a, alias], 'one A or AAAA record', 'remove one of them'],
    [
      'an alias without IPv6 beside an address',
      [a, { ...alias, ipv6: false }],
      'one A record',
      'remove one of them',
    ],
    [
      'an address beside an alias',
      [alias, { ...a, type: 'AAAA', values: ['::1'] }],
      'one AAAA record',
      'remove one of them',
    ],
    [
      'a DS without a delegation',
      [
        { name: 'y', type: 'NS', values: ['ns.example.net'] },
        { name: 'x', type: 'DS', values: [DS] },
      ],
      'beside the NS record',
      'add the NS record of the delegated zone',
    ],
  ])('refuse %s', (_, records, expected, fix) => {
    expect(onlyProblemOf(withRecords(...records))).toMatchObject({
      path: 'environments[0].records[1]',
      found: { name: records[1]?.name, type: records[1]?.type },
      expected: expect.stringContaining(expected) as string,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test('refuse a name that is too long together with its zone', () => {
    const of = (length: number) =>
      withRecords({ ...a, name: 'a.'.repeat(118).padEnd(length - '.dev.example.com'.length, 'b') });
    expect(problemsOf(of(253))).toEqual([]);
    expect(onlyProblemOf(of(254))).toMatchObject({
      path: 'environments[0].records[0].name',
      expected: expect.stringContaining('253') as string,
      fix: 'shorten it',
    });
  });

  const delegation = { name: 'shop', type: 'NS', values: ['ns-1.awsdns-01.org'] };

  test.each([
    ['at', [{ ...a, name: 'shop' }, delegation], 0],
    ['below', [delegation, { ...a, name: 'www.shop' }], 1],
    ['as a delegation below', [delegation, { ...delegation, name: 'www.shop' }], 1],
  ])('refuse a name %s one that is delegated', (_, records, index) => {
    expect(onlyProblemOf(withRecords(...records))).toMatchObject({
      path: `environments[0].records[${index}].name`,
      expected: expect.stringMatching(/outside shop, .* delegates/) as string,
      fix: 'remove the record here, and add it at those name servers',
    });
  });

  test.each(['*', '*.shop'])('refuse a delegation of %p, which Route 53 does not take', (name) => {
    expect(onlyProblemOf(withRecords({ ...delegation, name }))).toMatchObject({
      path: 'environments[0].records[0].name',
      fix: 'delegate each name with its own record',
    });
  });

  test('take a delegation, and names beside it', () => {
    expect(problemsOf(withRecords(delegation, { ...a, name: 'workshop' }))).toEqual([]);
  });

  test.each([
    ['with a digest cut short', DS.slice(0, -2), '64 hexadecimal digits'],
    ['with SHA-1', '12345 13 1 ABCD', 'SHA-256'],
    ['in another form', 'keyTag=1', 'four parts'],
  ])('refuse a DS record %s', (_, value, fix) => {
    const ds = { name: 'shop', type: 'DS', values: [value] };
    expect(onlyProblemOf(withRecords(delegation, ds))).toMatchObject({
      path: 'environments[0].records[1].values[0]',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['addresses', { ...a, values: ['192.0.2.1', '192.0.2.2', '192.0.2.1'] }, 2],
    ['texts', { name: '@', type: 'TXT', values: ['x', 'x'] }, 1],
    [
      'mail servers',
      {
        name: '@',
        type: 'MX',
        values: [
          { priority: 1, host: 'm.example.net' },
          { priority: 1, host: 'm.example.net' },
        ],
      },
      1,
    ],
  ])('refuse equal %s in one', (_, record, index) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].values[${index}]`,
      expected: 'each value once',
    });
  });

  test('refuse a DS record in two spellings', () => {
    const ds = { name: 'shop', type: 'DS', values: [DS, DS.toLowerCase()] };
    expect(onlyProblemOf(withRecords(delegation, ds)).path).toBe(
      'environments[0].records[1].values[1]',
    );
  });

  test.each<[string, object[]]>([
    ['of 4000 characters', [{ name: '@', type: 'TXT', values: ['a'.repeat(4000)] }]],
    ['with quotes within', [{ name: '@', type: 'TXT', values: ['x"a"', '"a"x', 'a"b"c'] }]],
    ['with a backslash of its own', [{ name: '@', type: 'TXT', values: ['\\1x', '\\xyz'] }]],
    [
      'for several servers',
      [{ name: '_sip._tls', type: 'SRV', values: [srv, { ...srv, port: 1 }] }],
    ],
    ['of a service at a host', [{ name: '_sip._tls.x', type: 'SRV', values: [srv] }]],
    [
      'with conditions for others than Amazon at the apex',
      [
        {
          name: '@',
          type: 'CAA',
          values: [
            { ...caa, value: 'letsencrypt.org; a=b' },
            { tag: 'issuewild', value: ';' },
          ],
        },
      ],
    ],
    [
      'of a policy that another zone has',
      [
        { ...delegation, name: '_dmarc' },
        { name: '_dmarc', type: 'DS', values: [DS] },
      ],
    ],
  ])('are taken %s', (_, records) => {
    expect(problemsOf(withRecords(...records))).toEqual([]);
  });

  test('take texts that differ in case only, as verifications may', () => {
    expect(problemsOf(withRecords({ name: '@', type: 'TXT', values: ['x', 'X'] }))).toEqual([]);
  });

  const dmarc = (values: string[]) => ({ name: '_dmarc', type: 'TXT', values });

  test.each([
    ['no DMARC text', dmarc(['v=spf1 -all']), 'values', 'write a policy'],
    ['two DMARC texts', dmarc(['v=DMARC1; p=none', 'v=DMARC1; p=reject']), 'values', 'merge'],
    ['addresses', { ...a, name: '_dmarc' }, 'type', 'as a TXT record'],
    [
      'a text that is misspelt',
      dmarc(['v=dmarc1; p=reject']),
      'values',
      'begin the text like this',
    ],
  ])('refuse %s where receivers look for the mail policy', (_, record, key, fix) => {
    expect(onlyProblemOf(withRecords(record))).toMatchObject({
      path: `environments[0].records[0].${key}`,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['a text', dmarc(['v=DMARC1; p=reject', 'a verification'])],
    ['a CNAME', { ...cname, name: '_dmarc', value: 'dmarc.example.net' }],
    ['a delegation', { ...delegation, name: '_dmarc' }],
  ])('take a mail policy as %s', (_, record) => {
    expect(problemsOf(withRecords(record))).toEqual([]);
  });

  test("refuse what lies in another environment's zone, but for its delegation", () => {
    const inDev = { ...a, name: 'www.dev' };
    const ofDev = { ...delegation, name: 'dev' };

    expect(onlyProblemOf(withProd({ records: [inDev] })).expected).toContain('dev.example.com');
    expect(problemsOf(withProd({ records: [ofDev] }))).toEqual([]);
    expect(
      problemsOf(withProd({ records: [ofDev, { name: 'dev', type: 'DS', values: [DS] }] })),
    ).toEqual([]);
    expect(onlyProblemOf(withProd({ records: [{ ...ofDev, name: 'sub.dev' }] })).fix).toContain(
      'move the record to that environment',
    );
  });

  test.each([
    ['the contact page', { ...a, name: '@' }],
    ['the contact page', { ...alias, name: '@' }],
    ['the contact page', { ...a, name: '@', type: 'AAAA', values: ['2001:db8::1'] }],
    ['the keys', { name: '_domainkey', type: 'NS', values: ['ns-1.awsdns-01.org'] }],
    ['bounces', { name: 'bounce', type: 'MX', values: [{ priority: 1, host: 'm.example.net' }] }],
  ])('leave the names of %s to Waypost once the zone is delegated', (what, record) => {
    expect(onlyProblemOf(withDev({ delegated: true, records: [record] }))).toMatchObject({
      path: 'environments[0].records[0]',
      found: { name: record.name, type: record.type },
      expected: expect.stringContaining(what) as string,
      fix: 'remove the record, or use another name',
    });
    expect(problemsOf(withDev({ delegated: false, records: [record] }))).toEqual([]);
  });
});
