import { isIP } from 'node:net';
import { CommandError } from '../../terminal/command-error';
import { DnsUnanswered, type LiveDns } from '../../doctor/ports';
import { DNS_PORT, type NamedServer } from '../arguments';
import type { ServerFault, Server } from './server-view';

/**
 * Today's name servers, some of which may have no address, or the servers that the user named.
 * @throws CommandError NAME_SERVERS_UNKNOWN if there are none, or a named one has no address
 */
export async function serversOf(
  domain: string,
  named: readonly NamedServer[],
  dns: LiveDns,
): Promise<(Server | ServerFault)[]> {
  const servers = named.length > 0 ? named : await nameServers(domain, dns);
  return Promise.all(
    servers.map(async (one) => {
      const { address, code } = await addressOf(one.host, dns);
      const server = { host: one.given, port: one.port };
      if (address !== undefined) return { ...server, address };
      if (named.length > 0)
        throw unknown(`DNS gives no address of the name server ${one.host}${code}.`);
      const reason = `DNS gives no address of it${code}`;
      return { server: { ...server, address: 'no address' }, name: domain, type: 'SOA', reason };
    }),
  );
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

async function addressOf(host: string, dns: LiveDns): Promise<{ address?: string; code: string }> {
  if (isIP(host) > 0) return { address: host, code: '' };
  let code = '';
  for (const type of ['A', 'AAAA'] as const) {
    const found = await answered(dns.lookUp(host, type));
    if (found instanceof DnsUnanswered) code = ` (${found.code})`;
    else if (found[0] !== undefined) return { address: found[0], code };
  }
  return { code };
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
