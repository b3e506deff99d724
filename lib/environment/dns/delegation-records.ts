import type { DnsRecord, EnvironmentConfig } from '../../config/config';
import { parentDomain, relativeName } from '../../config/zone/zones';

/** Seconds. Shorter than the usual two days, so that a mistake ends within an hour. */
const DELEGATION_TTL = 3600;

type Zone = Pick<EnvironmentConfig, 'domain' | 'nameServers' | 'delegationSigner'>;

/**
 * Records in the zone of `domain` that delegate the zones of other environments, as their
 * configuration asks for.
 */
export function delegationRecords(domain: string, environments: readonly Zone[]): DnsRecord[] {
  const domains = environments.map((one) => one.domain);
  return environments
    .filter((child) => parentDomain(child.domain, domains) === domain)
    .flatMap(({ domain: child, nameServers, delegationSigner }): DnsRecord[] => {
      const common = { name: relativeName(child, domain), ttlSeconds: DELEGATION_TTL };
      return [
        ...(nameServers ? [{ ...common, type: 'NS' as const, values: [...nameServers] }] : []),
        ...(delegationSigner === undefined
          ? []
          : [{ ...common, type: 'DS' as const, values: [delegationSigner] }]),
      ];
    });
}
