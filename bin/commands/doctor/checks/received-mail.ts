import { dmarc } from 'mailauth/lib/dmarc';
import { spf } from 'mailauth/lib/spf';
import { getPublicKey } from 'mailauth/lib/tools';
import type { EnvironmentConfig } from '../../../../lib/config/config';
import type { DomainName } from '../../../../lib/types/branded';
import { senderOf, ZONE_NAMES } from '../../../../lib/naming';
import { type Finding, fine, toDo, wrong } from '../finding';
import { DnsUnanswered, LIVE_TYPES, type LiveDns, type LiveType, type ZoneRecord } from '../ports';

/** SES's own SPF record. It lists the addresses that SES sends from. */
const SES = 'amazonses.com';
const SHORTEST_KEY_BITS = 1024;

type Resolver = (name: string, type: string) => Promise<string[] | string[][]>;

/** How a receiver judges a mail of the environment's own sender, by public DNS (RFC 7208, 6376, 9989). */
export async function checkReceivedMail(
  { domain, delegated }: Pick<EnvironmentConfig, 'domain' | 'delegated'>,
  records: readonly ZoneRecord[],
  dns: LiveDns,
): Promise<Finding[]> {
  // Until then, mail comes from an address of another domain.
  if (!delegated) return [];
  const resolver = resolverOf(dns);
  const keys = records.filter(
    ({ name, type }) => type === 'CNAME' && name.endsWith(`.${ZONE_NAMES.dkim}.${domain}`),
  );
  return [
    await spfFinding(`${ZONE_NAMES.mailFrom}.${domain}`, resolver),
    await dkimFinding(
      domain,
      keys.map(({ name }) => name),
      resolver,
    ),
    await dmarcFinding(domain, resolver),
  ];
}

async function spfFinding(bounces: string, resolver: Resolver): Promise<Finding> {
  const ip = await addressOfSes(resolver);
  if (ip === undefined) {
    return toDo(`SPF was not judged: public DNS says no address of ${SES}`, 'Ask again.');
  }
  const { status } = await spf({
    sender: `bounce@${bounces}`,
    ip,
    helo: SES,
    mta: 'receiver',
    resolver,
    strict: true,
  });
  if (status.result === 'pass')
    return fine(`a receiver accepts SES as sender of ${bounces} (SPF pass)`);
  return wrong(
    `a receiver does not accept SES as sender of ${bounces}: SPF is ${status.result}`,
    ...(status.comment === undefined ? [] : [status.comment]),
    'The record of the email stack is in the zone; the lines above say what public DNS has.',
  );
}

/** One of the addresses that SES sends from. */
async function addressOfSes(resolver: Resolver): Promise<string | undefined> {
  const texts = await resolver(SES, 'TXT').catch(() => []);
  return /\bip4:([\d.]+)/.exec(texts.map((text) => [text].flat().join('')).join(' '))?.[1];
}

async function dkimFinding(
  domain: DomainName,
  names: readonly string[],
  resolver: Resolver,
): Promise<Finding> {
  const faults: string[] = [];
  for (const name of names) {
    try {
      await getPublicKey('DKIM', name, SHORTEST_KEY_BITS, resolver, { strict: true });
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (names.length > 0 && faults.length === 0) {
    return fine(`a receiver finds the ${names.length} keys that SES signs with (DKIM)`);
  }
  return wrong(
    `a receiver cannot check the signature of mail from ${domain} (DKIM)`,
    ...(names.length === 0 ? ['The zone has no DKIM records: push.'] : faults),
  );
}

async function dmarcFinding(domain: DomainName, resolver: Resolver): Promise<Finding> {
  const bounces = `${ZONE_NAMES.mailFrom}.${domain}`;
  const verdict = await dmarc({
    headerFrom: domain,
    spfDomains: [bounces],
    dkimDomains: [{ domain }],
    resolver,
  });
  const result = verdict === false ? 'none' : verdict.status.result;
  if (verdict !== false && result === 'pass') {
    return fine(
      `mail from ${senderOf(domain)} passes DMARC; of others in its name: ${verdict.policy}`,
    );
  }
  return wrong(
    `mail from ${domain} does not pass DMARC: ${result}`,
    `A receiver looks for a TXT record at ${ZONE_NAMES.dmarc}.${domain} that begins with v=DMARC1.`,
  );
}

/** Answers in the form of node:dns, which mailauth expects. */
function resolverOf(dns: LiveDns): Resolver {
  return async (name, type) => {
    // Its mechanism `mx` needs objects, but SES's records do not use it.
    if (!LIVE_TYPES.includes(type as LiveType) || type === 'MX') throw coded('ENODATA', name);
    const values = await dns.lookUp(name, type as LiveType).catch((error: unknown) => {
      if (error instanceof DnsUnanswered) throw coded(error.code, name);
      throw error;
    });
    if (values.length === 0) throw coded('ENOTFOUND', name);
    return type === 'TXT' ? values.map((value) => [value]) : [...values];
  };
}

function coded(code: string, name: string): Error {
  return Object.assign(new Error(`${code} for ${name}`), { code });
}
