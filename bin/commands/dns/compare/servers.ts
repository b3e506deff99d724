import { isIP } from 'node:net';
import { CommandError } from '../../command-error';
import { DnsUnanswered, type LiveDns } from '../../doctor/ports';
import type { Server } from './live-zone';

const DNS_PORT = 53;

/**
 * Today's name servers, or those that are named.
 * @param named `ns1.example.net`, `192.0.2.53`, `[2001:db8::53]`, each with `:5353` behind it or without
 * @throws CommandError NAME_SERVERS_UNKNOWN
 */
export async function serversOf(
  domain: string,
  named: readonly string[],
  dns: LiveDns,
): Promise<Server[]> {
  const given = named.length > 0 ? named : await nameServers(domain, dns);
  return Promise.all(given.map((one) => addressed(one, dns)));
}

async function nameServers(domain: string, dns: LiveDns): Promise<readonly string[]> {
  const found = await answered(dns.lookUp(domain, 'NS'));
  if (Array.isArray(found) && found.length > 0) return found as string[];
  throw unknown(
    `DNS names no name servers of ${domain}${found instanceof DnsUnanswered ? ` (${found.code})` : ''}.`,
  );
}

async function addressed(given: string, dns: LiveDns): Promise<Server> {
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]+)\]|([^:]+|[\da-f:.]*:[\da-f:.]*:[\da-f:.]*))(?::(\d{1,5}))?$/i.exec(given) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port ?? DNS_PORT) > 65_535) {
    throw unknown(`"${given}" is no name server.`);
  }
  const at = { host: given, port: Number(port ?? DNS_PORT) };
  if (isIP(host) > 0) return { ...at, address: host };
  for (const type of ['A', 'AAAA'] as const) {
    const found = await answered(dns.lookUp(host, type));
    const [address] = found instanceof DnsUnanswered ? [] : found;
    if (address !== undefined) return { ...at, address };
  }
  throw unknown(`Name server ${host} has no address.`);
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
