import type { EnvironmentConfig } from '../../../../lib/config/config';
import { ZONE_NAMES } from '../../../../lib/naming';
import { type Finding, fine, toDo, wrong } from '../finding';
import { DnsUnanswered, LIVE_TYPES, type LiveDns, type LiveType, type ZoneRecord } from '../ports';
import { sameServers } from './name-servers';
import { checkReceivedMail } from './received-mail';

type Environment = Pick<EnvironmentConfig, 'name' | 'domain' | 'delegated'>;

/** Whether public DNS has the zone, with the records of the stacks. */
export async function checkLiveZone(
  environment: Environment,
  servers: readonly string[],
  records: readonly ZoneRecord[],
  dns: LiveDns,
): Promise<Finding[]> {
  const { domain } = environment;
  const delegation = await answer(dns, domain, 'NS');
  if (!Array.isArray(delegation)) return [unanswered(domain, 'NS', delegation)];
  const isSeen = sameServers(delegation, servers);
  // The answers of another zone say nothing about ours.
  if (!isSeen) return [notDelegated(environment, delegation, servers)];
  const findings = [delegationFinding(environment)];
  for (const record of records.filter((one) => isComparable(one, domain))) {
    findings.push(await checkRecord(record, domain, dns));
  }
  return [...findings, ...(await checkReceivedMail(environment, records, dns))];
}

function delegationFinding({ name, domain, delegated }: Environment): Finding {
  if (delegated) return fine(`public DNS asks the zone's own name servers for ${domain}`);
  return toDo(
    `public DNS asks the zone's own name servers for ${domain}, but the environment is not \`delegated\``,
    `Write \`delegated: true\` into environment ${name}, and push: the certificate and signed mail follow.`,
  );
}

function notDelegated(
  { domain, delegated }: Environment,
  found: readonly string[],
  servers: readonly string[],
): Finding {
  const seen = found.length === 0 ? 'nobody' : found.join(' ');
  return (delegated ? wrong : toDo)(
    `public DNS asks ${seen} for ${domain}`,
    `The zone's name servers are ${servers.join(' ')}.`,
    'A change at a registrar can take two days until everybody sees it.',
  );
}

async function checkRecord(record: ZoneRecord, domain: string, dns: LiveDns): Promise<Finding> {
  const { name, type, values } = record;
  const what = `${purposeOf(record, domain)}: ${name} ${type}`;
  const found = await answer(dns, name, type as LiveType);
  if (!Array.isArray(found)) return unanswered(name, type, found);
  const missing = values.filter((value) => !found.includes(value));
  const surplus = found.filter((value) => !values.includes(value));
  if (missing.length + surplus.length === 0) return fine(what);
  return wrong(
    `${what} has another value in public DNS`,
    ...missing.map((value) => `missing: ${value}`),
    ...surplus.map((value) => `not ours: ${value}`),
    `Right after a change, wait as long as the record's TTL says.`,
  );
}

/** Aliases have no values, and nobody can ask for a wildcard's name. */
function isComparable({ name, type, values }: ZoneRecord, domain: string): boolean {
  const isApexNs = type === 'NS' && name === domain;
  return (
    LIVE_TYPES.includes(type as LiveType) && values.length > 0 && !name.startsWith('*') && !isApexNs
  );
}

/** The purpose of a record, in the reader's words. */
function purposeOf({ name, type, values }: ZoneRecord, domain: string): string {
  const below = `.${domain}`;
  if (name === `${ZONE_NAMES.dmarc}${below}`) return 'DMARC';
  if (name.endsWith(`.${ZONE_NAMES.dkim}${below}`)) return 'DKIM';
  if (name === `${ZONE_NAMES.mailFrom}${below}`) return 'MAIL FROM';
  if (type === 'TXT' && values.some((value) => value.startsWith('v=spf1'))) return 'SPF';
  return { CAA: 'certificate issuers', MX: 'mail', NS: 'delegation' }[type] ?? 'record';
}

function unanswered(name: string, type: string, { code }: DnsUnanswered): Finding {
  return wrong(
    `no answer for ${name} ${type}: ${code}`,
    'Ask again. If it stays like this, check the network.',
  );
}

/** The fault as a value: one record without an answer does not end the check of the others. */
async function answer(
  dns: LiveDns,
  name: string,
  type: LiveType,
): Promise<string[] | DnsUnanswered> {
  try {
    return [...(await dns.lookUp(name, type))];
  } catch (error) {
    if (error instanceof DnsUnanswered) return error;
    throw error;
  }
}
