import type { Config, EnvironmentConfig } from '../../../../lib/config/config';
import { takenFor } from '../../../../lib/config/records/record-names';
import { CommandError } from '../../terminal/command-error';
import { DnsUnanswered, type LiveDns } from '../../doctor/ports';
import type { NamedServer } from '../arguments';
import type { DnsPorts } from '../ports';
import { fileValues } from './file-values';
import { ourRecords } from './our-zone';
import { reportLines } from './report-lines';
import { serversOf } from './servers';
import { survey } from './survey';
import { compareZones } from './compare-zones';
import type { AddressesOf } from './verdict';

export interface CompareOptions {
  readonly environment: EnvironmentConfig;
  /** Name servers to ask in place of those in DNS. */
  readonly servers: readonly NamedServer[];
  /** A zone file. Each of its records is asked for, too. */
  readonly zoneFile?: string;
}

/**
 * Compares the answers of today's name servers with the zone that will be deployed.
 * @throws CommandError ZONE_DIFFERS after the comparison, if something would be lost or change, or is not known
 * @throws CommandError NAME_SERVERS_UNKNOWN, NAME_SERVERS_SILENT, ZONE_FILE_UNREADABLE or ZONE_FILE_BROKEN
 */
export async function compare(
  config: Config,
  { environment, servers, zoneFile }: CompareOptions,
  ports: DnsPorts,
): Promise<void> {
  const { domain } = environment;
  const file = zoneFile === undefined ? [] : await fileValues(zoneFile, domain, ports.readFile);
  const zone = { ...environment, delegated: environment.delegated || !keepsItsOwn(environment) };
  const ours = ourRecords(await ports.synthesize(withZone(config, zone)), zone);
  const found = await survey(
    domain,
    await serversOf(domain, servers, ports.dns),
    [...ours, ...file],
    ports.ask,
    ports.unlikelyLabel(),
  );
  const records = await compareZones(domain, found.today, ours, addressesIn(ports.dns));
  const { lines, wrong } = reportLines({
    environment,
    becomes: zone.delegated && !environment.delegated,
    found,
    records,
    file,
    zoneFile,
  });
  ports.write(`${lines.join('\n')}\n`);
  if (wrong === 0) return;
  throw new CommandError(
    'ZONE_DIFFERS',
    `${wrong === 1 ? 'One thing is' : `${wrong} things are`} to settle before you delegate ${domain}: see above.`,
  );
}

/** Compares the zone with `delegated: true`, unless the owner's records have names that it needs itself. */
function keepsItsOwn({ records }: EnvironmentConfig): boolean {
  return records.some(({ name, type }) => takenFor(name, type) !== undefined);
}

function withZone(config: Config, zone: EnvironmentConfig): Config {
  return {
    ...config,
    environments: config.environments.map((one) => (one.name === zone.name ? zone : one)),
  };
}

function addressesIn(dns: LiveDns): AddressesOf {
  return async (host, type) => {
    try {
      return [...(await dns.lookUp(host, type))].sort();
    } catch (error) {
      if (error instanceof DnsUnanswered) return [];
      throw error;
    }
  };
}
