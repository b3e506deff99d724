import { onlyProblemOf, problemsOf, withDev } from '../../../helpers/sample';

const mx = { name: '@', type: 'MX', values: [{ priority: 10, host: 'mail.example.net' }] };
const served = { delegated: true, records: [mx] };

describe('mail policies', () => {
  test.each<[string, object]>([
    ['enforced MTA-STS', { ...served, mtaSts: 'enforce' }],
    ['MTA-STS taken back, without mail servers', { delegated: true, mtaSts: 'none' }],
    [
      'all of DMARC',
      {
        dmarc: {
          policy: 'quarantine',
          subdomainPolicy: 'reject',
          nonexistentPolicy: 'reject',
          testing: true,
          reportsTo: ['a@example.com'],
          failureReportsTo: ['a@example.com'],
          failureReportsOn: 'dkim',
          alignment: { dkim: 'strict' },
          organizationalDomain: false,
        },
      },
    ],
    ...['all', 'any', 'dkim', 'spf'].map((failureReportsOn): [string, object] => [
      `failure reports on ${failureReportsOn}`,
      { dmarc: { policy: 'none', failureReportsOn, failureReportsTo: ['a@example.com'] } },
    ]),
    ['relaxed alignment', { dmarc: { policy: 'none', alignment: { spf: 'relaxed' } } }],
    [
      'a delegation of TLS reports, without an address of ours for them',
      { records: [{ name: '_tls', type: 'NS', values: ['ns.example.net', 'ns2.example.net'] }] },
    ],
    [
      'records beside the name that TLS reports stand below',
      {
        tlsReports: 'tls@example.com',
        records: [{ name: '_sip._tls', type: 'NS', values: ['ns.example.net', 'ns2.example.net'] }],
      },
    ],
    [
      "the owner's own DMARC record, with no policy configured",
      {
        records: [{ name: '_dmarc', type: 'TXT', values: ['v=DMARC1; p=reject'] }],
      },
    ],
  ])('take %s', (_, change) => {
    expect(problemsOf(withDev(change))).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    [
      'MTA-STS before delegation',
      { ...served, delegated: false, mtaSts: 'testing' },
      'mtaSts',
      'when the zone is delegated',
    ],
    ['MTA-STS without mail servers', { delegated: true, mtaSts: 'testing' }, 'mtaSts', 'add it'],
    [
      'MTA-STS of a domain that takes no mail',
      {
        delegated: true,
        mtaSts: 'enforce',
        records: [{ ...mx, values: [{ priority: 0, host: '.' }] }],
      },
      'mtaSts',
      'add it',
    ],
    [
      "a host of the owner's where the policy is served",
      {
        ...served,
        mtaSts: 'testing',
        records: [mx, { name: 'mta-sts', type: 'CNAME', value: 'x.example.net' }],
      },
      'records[1].name',
      'remove the record or mtaSts',
    ],
    [
      "the owner's own record beside TLS reports",
      {
        tlsReports: 'tls@example.com',
        records: [
          { name: '_smtp._tls', type: 'TXT', values: ['v=TLSRPTv1; rua=mailto:a@example.com'] },
        ],
      },
      'records[0].name',
      'remove the record or tlsReports',
    ],
    [
      'a delegation of the name that TLS reports stand below (RFC 8460, section 3)',
      {
        tlsReports: 'tls@example.com',
        records: [{ name: '_tls', type: 'NS', values: ['ns.example.net', 'ns2.example.net'] }],
      },
      'records[0].name',
      'remove the record or tlsReports',
    ],
    [
      "the owner's own DMARC record beside a policy",
      {
        dmarc: { policy: 'reject' },
        records: [{ name: '_dmarc', type: 'TXT', values: ['v=DMARC1; p=none'] }],
      },
      'records[0].name',
      'remove the record or dmarc',
    ],
    [
      'a DMARC policy that is none',
      { dmarc: { policy: 'accept' } },
      'dmarc.policy',
      'one of these values',
    ],
    ['DMARC without a policy', { dmarc: {} }, 'dmarc.policy', 'add this key'],
    [
      'a tag that RFC 9989 has dropped',
      { dmarc: { policy: 'none', pct: 50 } },
      'dmarc.pct',
      'remove this key',
    ],
    [
      'a report address as a URI',
      { dmarc: { policy: 'none', reportsTo: ['mailto:a@example.com'] } },
      'dmarc.reportsTo[0]',
      'write "a@example.com"',
    ],
    [
      'a report twice',
      { dmarc: { policy: 'none', reportsTo: ['a@example.com', 'A@example.com'] } },
      'dmarc.reportsTo[1]',
      'the repeated value',
    ],
    [
      'a failure report twice',
      { dmarc: { policy: 'none', failureReportsTo: ['a@example.com', 'A@example.com'] } },
      'dmarc.failureReportsTo[1]',
      'the repeated value',
    ],
    [
      'reports to an empty list',
      { dmarc: { policy: 'none', reportsTo: [] } },
      'dmarc.reportsTo',
      'add',
    ],
    [
      'MTA-STS with mail servers of another name alone',
      { delegated: true, mtaSts: 'testing', records: [{ ...mx, name: 'lists' }] },
      'mtaSts',
      'add it',
    ],
    [
      'failure reports to nobody',
      { dmarc: { policy: 'none', failureReportsOn: 'any' } },
      'dmarc.failureReportsOn',
      'add addresses',
    ],
    [
      'alignment with something else',
      { dmarc: { policy: 'none', alignment: { arc: 'strict' } } },
      'dmarc.alignment.arc',
      'remove this key',
    ],
  ])('refuse %s', (_, change, path, fix) => {
    expect(onlyProblemOf(withDev(change))).toMatchObject({
      path: `environments[0].${path}`,
      fix: expect.stringContaining(fix) as string,
    });
  });
});
