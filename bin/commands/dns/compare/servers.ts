import { isIP } from 'node:net';
import { CommandError } from '../../command-error';
import { DnsUnanswered, type LiveDns } from '../../doctor/ports';
import { DNS_PORT, type NamedServer } from '../arguments';
import type { Server } from './live-zone';

/**
 * Today's name servers, or those that are named.
 * @throws CommandError NAME_SERVERS_UNKNOWN
 */
export async function serversOf(
  domain: string,
  named: readonly NamedServer[],
  dns: LiveDns,
): Promise<Server[]> {
  const servers = named.length > 0 ? named : await nameServers(domain, dns);
  return Promise.all(servers.map((one) => addressed(one, dns)));
}

async function nameServers(domain: string, dns: LiveDns): Promise<readonly NamedServer[]> {
  const found = await answered(dns.lookUp(domain, 'NS'));
  if (!(found instanceof DnsUnanswered) && found.length > 0) {
    return found.map((host) => ({ given: host, host, port: DNS_PORT }));
  }
  throw unknown(
    `DNS names no name servers of ${domain}${found instanceof DnsUnanswered ? ` (${found.code})` : ''}.`,
  );
}

async function addressed({ given, host, port }: NamedServer, dns: LiveDns): Promise<Server> {
  const at = { host: given, port };
  if (isIP(host) > 0) return { ...at, address: host };
  let code = '';
  for (const type of ['A', 'AAAA'] as const) {
    const found = await answered(dns.lookUp(host, type));
    if (found instanceof DnsUnanswered) code = ` (${found.code})`;
    else if (found[0] !== undefined) return { ...at, address: found[0] };
  }
  throw unknown(`DNS gives no address of the name server ${host}${code}.`);
}

function unknown(why: string): CommandError {
  return new CommandError(
    'NAME_SERVERS_UNKNOWN',
    `${why} Name today's servers, as your provider lists them: --server ns1.example.net --server ns2.example.net`,
  );
}

async function answered<Values>(asked: Promise<Values>): Promise<Values | DnsUnanswered> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DnsUnanswered) return error;
    throw error;
  }
}
