import type { promises } from 'node:dns';
import { DnsUnanswered, type LiveDns, type LiveType } from '../ports';
import { bareHost, shortAddress, valueText } from '../../dns/values/value';

/** The methods of node:dns's Resolver that this calls. */
export type NodeResolver = Pick<
  promises.Resolver,
  | 'resolve4'
  | 'resolve6'
  | 'resolveCaa'
  | 'resolveCname'
  | 'resolveMx'
  | 'resolveNs'
  | 'resolveSrv'
  | 'resolveTxt'
>;

/** The name does not exist, or has no record of the type. */
const NONE = ['ENOTFOUND', 'ENODATA'];

/** DNS through the resolvers of this machine. */
export function liveDns(resolver: NodeResolver): LiveDns {
  const ask: Record<LiveType, (name: string) => Promise<string[]>> = {
    A: (name) => resolver.resolve4(name),
    AAAA: async (name) => (await resolver.resolve6(name)).map(shortAddress),
    CAA: async (name) => (await resolver.resolveCaa(name)).flatMap(caaText),
    CNAME: async (name) => (await resolver.resolveCname(name)).map(bareHost),
    MX: async (name) =>
      (await resolver.resolveMx(name)).map(
        ({ priority, exchange }) => `${priority} ${bareHost(exchange)}`,
      ),
    NS: async (name) => (await resolver.resolveNs(name)).map(bareHost),
    SRV: async (name) =>
      (await resolver.resolveSrv(name)).map(
        ({ priority, weight, port, name: host }) =>
          `${priority} ${weight} ${port} ${bareHost(host)}`,
      ),
    TXT: async (name) => (await resolver.resolveTxt(name)).map((texts) => texts.join('')),
  };
  return {
    async lookUp(name, type) {
      try {
        return await ask[type](name);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code === undefined) throw cause;
        if (NONE.includes(code)) return [];
        throw new DnsUnanswered(code, { cause });
      }
    },
  };
}

/** Node gives `{ critical: 0, issue: 'amazon.com' }`. */
function caaText({ critical, ...properties }: object & { critical: number }): string[] {
  return Object.entries(properties)
    .filter(([tag]) => tag !== 'type')
    .map(([tag, value]) => valueText('CAA', [String(critical), tag, String(value)]));
}
