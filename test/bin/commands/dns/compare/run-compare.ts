import { askServer } from '../../../../../bin/commands/dns/adapters/ask-server';
import type { DnsPorts } from '../../../../../bin/commands/dns/ports';
import type { PricedStack } from '../../../../../lib/pricing/template';
import { type Behaviour, type NameServer, startNameServer, type ZoneData } from '../name-server';
import { dns } from '../run';

const started: NameServer[] = [];
afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

export async function serverWith(records: ZoneData, behaviour: Partial<Behaviour> = {}) {
  const server = await startNameServer({ zone: 'example.com', records, ...behaviour });
  started.push(server);
  return server;
}

/** `name type value` of our zone; `->` before an alias's target. */
export function stacksWith(...records: readonly string[]): PricedStack[] {
  const sets = new Map<string, string[]>();
  for (const record of records) {
    const [, key = '', value = ''] = /^(\S+ \S+) (.*)$/.exec(record) ?? [];
    sets.set(key, [...(sets.get(key) ?? []), value]);
  }
  const resources = [...sets].map(([key, values], index) => {
    const [name = '', type = ''] = key.split(' ');
    const [target] = values.flatMap((value) => /^-> (.*)/.exec(value)?.[1] ?? []);
    const Properties = {
      Name: `${name}.`,
      Type: type,
      ...(target === undefined
        ? { TTL: '300', ResourceRecords: values }
        : {
            AliasTarget: {
              DNSName: target === 'page' ? { 'Fn::GetAtt': ['Site', 'DomainName'] } : target,
            },
          }),
    };
    return [`Record${index}`, { Type: 'AWS::Route53::RecordSet', Properties }] as const;
  });
  const template = { Resources: Object.fromEntries(resources) };
  return [
    { stackName: 'waypost-prod-dns', account: '333333333333', template },
    {
      stackName: 'waypost-dev-dns',
      account: '222222222222',
      template: {
        Resources: {
          Other: {
            Type: 'AWS::Route53::RecordSet',
            Properties: {
              Name: 'mail.example.com.',
              Type: 'A',
              TTL: '1',
              ResourceRecords: ['192.0.2.99'],
            },
          },
        },
      },
    },
  ];
}

export const patient = askServer({ timeoutMs: 60_000, tries: 1 });

/** `waypost dns compare` of servers and our zone. */
export function compared(
  servers: readonly NameServer[],
  stacks: readonly PricedStack[],
  changes: Partial<DnsPorts> & { readonly raw?: unknown } = {},
  args: readonly string[] = [],
) {
  const named = servers.flatMap(({ host }) => ['--server', host]);
  return dns(['compare', ...named, ...args], {
    synthesize: () => Promise.resolve(stacks),
    ask: patient,
    ...changes,
  });
}

/** Lines under a title of the report. */
export function under(title: string, stdout: string): string[] {
  const [, section = ''] = stdout.split(`${title}\n`);
  return (section.split('\n\n')[0] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
