import { onlyProblemOf, problemsOf, withRecords } from '../../../helpers/sample';

const caa = (value: string, tag = 'issue') => ({
  name: 'shop',
  type: 'CAA',
  values: [{ tag, value }],
});

/** IANA, "ACME Validation Methods". */
const METHODS = [
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'email-reply-00',
  'tkauth-01',
  'onion-csr-01',
  'dns-account-01',
  'dns-persist-01',
  'bp-nodeid-00',
];

describe('a CAA value (RFC 8659, section 4.2; conditions of RFC 8657)', () => {
  test.each([
    'letsencrypt.org',
    ';',
    'letsencrypt.org;',
    'ca.example; account=230123',
    'ca.example; a-b=c; d=',
    'letsencrypt.org; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/1234',
    'letsencrypt.org;validationmethods=dns-01',
    'letsencrypt.org; validationmethods=dns-01,http-01; accounturi=urn:example:account:1',
    'ca.example; validationmethods=ca-phone,tls-alpn-01',
    'ca.example; validationmethods=something-new-01',
    '; a=b',
    'issuer.ca.example',
    'ca.example; ab--cd-ef=1',
    // An authority's own method, however much it looks like another.
    'ca.example; validationmethods=ca-http-01',
    ...METHODS.map((method) => `ca.example; validationmethods=${method}`),
  ])('may be %p', (value) => {
    expect(problemsOf(withRecords(caa(value)))).toEqual([]);
    expect(problemsOf(withRecords(caa(value, 'issuewild')))).toEqual([]);
  });

  test.each([
    ...METHODS.map((method) => [
      `ca.example; validationmethods=${method.replace('-0', '-')}`,
      `did you mean "validationmethods=${method}"?`,
    ]),
    ['ca.example; ; a=b', 'write each condition as name=value'],
    ['ca.example; dns-01', 'write each condition as name=value'],
    ['ca.example; a=b c=d', 'write each condition as name=value'],
    ['ca.example; a=b, c=d', 'write each condition as name=value'],
    ['ca.example; a=b;', 'none at the end'],
    ['ca.example; a_b=c', 'write each condition as name=value'],
    ['ca.example; -a=b', 'write each condition as name=value'],
    ['ca.example; accounturi=1234', 'the complete address of your account'],
    ['ca.example; accounturi=acme-v02.api.letsencrypt.org/acme/acct/1', 'the complete address'],
    ['ca.example; accounturi=', 'the complete address'],
    [
      'ca.example; accounturi=https://a.example/1; accounturi=https://a.example/2',
      'write accounturi',
    ],
    [
      'ca.example; validationmethods=dns-01; ValidationMethods=http-01',
      'write validationmethods only once',
    ],
    ['ca.example; validationmethods=dns-01,', 'with only a comma'],
    ['ca.example; validationmethods=', 'with only a comma'],
    ['ca.example; validationmethods=dns_01', 'with only a comma'],
    ['ca.example; validationmethods=dns01', 'did you mean "validationmethods=dns-01"?'],
    ['ca.example; validationmethods=http-1', 'did you mean "validationmethods=http-01"?'],
  ])('is refused as a condition that nothing fulfils: %p', (value, fix) => {
    expect(onlyProblemOf(withRecords(caa(value)))).toMatchObject({
      path: 'environments[0].records[0].values[0].value',
      found: value,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['', 'write a name such as'],
    ['x"ca.example"', 'write a name such as'],
    ['"ca.example"x', 'write a name such as'],
    ['CA.example ; a=b', 'write "ca.example; a=b"'],
  ])('is refused as a name that no authority has: %p', (value, fix) => {
    expect(onlyProblemOf(withRecords(caa(value)))).toMatchObject({
      path: 'environments[0].records[0].values[0].value',
      fix: expect.stringContaining(fix) as string,
    });
  });

  // CA/Browser Forum, Baseline Requirements, appendix A.1
  test.each([
    ['iodef', 'mailto:ca@example.com'],
    ['iodef', 'http://ca.example/report'],
    ['contactemail', 'domainowner@example.com'],
    ['contactphone', '+1 (555) 123-4567'],
    ['contactphone', '+49.30.123456'],
    ['issuemail', 'ca.example; account=1'],
    ['issuevmc', ';'],
  ])('of %s may be %p', (tag, value) => {
    expect(problemsOf(withRecords(caa(value, tag)))).toEqual([]);
  });

  test.each([
    ['contactemail', 'mailto:owner@example.com', 'write "owner@example.com"'],
    ['contactemail', 'letsencrypt.org', 'write it as name@domain'],
    ['contactphone', '(555) 123-4567', 'begin with +'],
    ['contactphone', 'tel:+15551234567', 'begin with +'],
    ['contactphone', '+ ', 'begin with +'],
    ['contactphone', '+49 30 123456 x', 'begin with +'],
    ['iodef', 'see mailto:ca@example.com', 'with "mailto:" or "https://" in front'],
    ['iodef', 'mailto:ca@example.com or so', 'with "mailto:" or "https://" in front'],
    ['contactmail', 'owner@example.com', 'did you mean "contactemail"?'],
  ])('of %s is refused: %p', (tag, value, fix) => {
    expect(onlyProblemOf(withRecords(caa(value, tag)))).toMatchObject({
      fix: expect.stringContaining(fix) as string,
    });
  });

  test('of iodef is an address, which has no conditions', () => {
    const value = 'https://ca.example/report?a;b';
    expect(problemsOf(withRecords(caa(value, 'iodef')))).toEqual([]);
  });
});
