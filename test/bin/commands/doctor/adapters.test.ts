import { buildQuotas } from '../../../../bin/commands/doctor/adapters/build-quotas';
import { hostedZoneRecords } from '../../../../bin/commands/doctor/adapters/hosted-zone';
import { liveDns, type NodeResolver } from '../../../../bin/commands/doctor/adapters/live-dns';
import { mailSubscriptions } from '../../../../bin/commands/doctor/adapters/mail-subscriptions';
import { DnsUnanswered } from '../../../../bin/commands/doctor/ports';

const refused = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

const resolver = {
  resolve4: () => Promise.resolve(['192.0.2.1']),
  resolve6: () => Promise.resolve(['2001:db8::1']),
  resolveCaa: () => Promise.resolve([{ critical: 0, issue: 'amazon.com', type: 'CAA' }]),
  resolveCname: () => Promise.resolve(['One.DKIM.amazonses.com']),
  resolveMx: () => Promise.resolve([{ priority: 10, exchange: 'mail.example.net' }]),
  resolveNs: () => Promise.resolve(['ns-1.example.net']),
  resolveSrv: () => Promise.resolve([{ priority: 1, weight: 2, port: 3, name: 'sip.example.net' }]),
  resolveTxt: () => Promise.resolve([['a "quoted" \\ te', 'xt']]),
} as unknown as NodeResolver;

/** The same records as Route 53 lists them. */
const LISTED = [
  ['A', '192.0.2.1'],
  ['AAAA', '2001:0db8:0::0001'],
  ['CAA', '0 issue "amazon.com"'],
  ['CNAME', 'one.dkim.amazonses.com.'],
  ['MX', '10 mail.example.net.'],
  ['NS', 'ns-1.example.net.'],
  ['SRV', '1 2 3 sip.example.net'],
  ['TXT', '"a \\"quoted\\" \\\\ te" "xt"'],
  // As the stacks write it: Route 53's codes are octal.
  ['TXT', '"a \\042quoted\\042 \\134 te" "xt"'],
] as const;

describe('a record', () => {
  test.each(LISTED)(
    'of type %s is the same from the zone and from the world',
    async (type, value) => {
      const client = {
        send: () =>
          Promise.resolve({
            ResourceRecordSets: [
              { Name: '\\052.Example.com.', Type: type, ResourceRecords: [{ Value: value }] },
            ],
          }),
      };
      const [found] = await hostedZoneRecords(client as never, 'Z1');
      expect(found).toMatchObject({ name: '*.example.com', type });
      expect(await liveDns(resolver).lookUp('x', type)).toEqual(found?.values);
    },
  );
});

describe('DNS', () => {
  test.each(['ENOTFOUND', 'ENODATA'])('that answers %s has no such record', async (code) => {
    const dns = liveDns({ ...resolver, resolveMx: refused(code) });
    expect(await dns.lookUp('example.com', 'MX')).toEqual([]);
  });

  test.each(['ESERVFAIL', 'ETIMEOUT', 'ECONNREFUSED'])(
    'that fails with %s says nothing of the record',
    async (code) => {
      const dns = liveDns({ ...resolver, resolveNs: refused(code) });
      await expect(dns.lookUp('example.com', 'NS')).rejects.toMatchObject({
        name: DnsUnanswered.name,
        code,
      });
    },
  );
});

test('a zone of more than one page is read to its end', async () => {
  const asked: unknown[] = [];
  const client = {
    send: ({ input }: { input: { StartRecordName?: string } }) => {
      asked.push(input.StartRecordName);
      const Name = input.StartRecordName ?? 'a.example.com.';
      const set = { Name, Type: 'A', ResourceRecords: [{ Value: '192.0.2.1' }] };
      return Promise.resolve({
        ResourceRecordSets: [set],
        IsTruncated: input.StartRecordName === undefined,
        NextRecordName: 'b.example.com.',
        NextRecordType: 'A',
      });
    },
  };
  const found = await hostedZoneRecords(client as never, 'Z1');
  expect(found.map(({ name }) => name)).toEqual(['a.example.com', 'b.example.com']);
  expect(asked).toEqual([undefined, 'b.example.com.']);
});

test('who is subscribed has an ARN, not a word in its place, and hears by e-mail', () => {
  const SubscriptionArn = 'arn:aws:sns:eu-west-1:333333333333:waypost-prod-alarms:1';
  const listed = [
    { Protocol: 'email', Endpoint: 'owner@example.com', SubscriptionArn },
    { Protocol: 'email', Endpoint: 'new@example.com', SubscriptionArn: 'PendingConfirmation' },
    { Protocol: 'email', Endpoint: 'gone@example.com', SubscriptionArn: 'Deleted' },
    { Protocol: 'lambda', Endpoint: 'arn:aws:lambda:one', SubscriptionArn },
  ];
  expect(mailSubscriptions(listed)).toEqual([
    { address: 'owner@example.com', confirmed: true },
    { address: 'new@example.com', confirmed: false },
  ]);
});

// Names and values as an account of 2024 lists them.
test('how many builds can run at once is read by machine, page by page', async () => {
  const pages = [
    [
      { QuotaName: 'Concurrently running builds for Linux/Small environment', Value: 1 },
      {
        QuotaName: 'Concurrently running builds for Windows Server 2019/Large environment',
        Value: 1,
      },
      { QuotaName: 'Build projects', Value: 5000 },
    ],
    [{ QuotaName: 'Concurrently running builds for Linux/Medium environment', Value: 0 }],
  ];
  const client = {
    send: ({ input }: { input: { NextToken?: string } }) =>
      Promise.resolve(
        input.NextToken === undefined
          ? { Quotas: pages[0], NextToken: 'more' }
          : { Quotas: pages[1] },
      ),
  };
  expect([...(await buildQuotas(client as never))]).toEqual([
    ['Linux/Small', 1],
    ['Linux/Medium', 0],
  ]);
});
