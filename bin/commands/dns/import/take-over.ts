import type {
  DnsRecordInput,
  NamingRuleInput,
  ServiceBindingInput,
} from '../../../../lib/config/define-record';
import { ZONE_NAMES } from '../../../../lib/naming';
import { KNOWN_TYPES, type Parts, partsOf, ValueFault, valueText } from '../record-values';
import { typeName } from '../wire';
import { unescaped } from '../zone-file/entries';
import { expectZone } from '../zone-file/expect-zone';
import type { FileRecord } from '../zone-file/master-file';
import { ZoneFileError } from '../zone-file/zone-file-error';

/** A record for `waypost.config.ts`, and the lines that it is of. */
export interface TakenRecord {
  readonly record: DnsRecordInput;
  readonly lines: readonly number[];
}

/** Something to say of a line. */
export interface Remark {
  readonly line: number;
  /** Name, type and value in short. */
  readonly what: string;
  readonly says: string;
}

export interface TakenOver {
  readonly records: readonly TakenRecord[];
  readonly leftOut: readonly Remark[];
  /** What is taken in another form, or will be something else. */
  readonly changed: readonly Remark[];
}

/** Seconds. Cloudflare's exports have 1 for its own choice, which is this. */
const AUTOMATIC_TTL = 300;
const DEFAULT_TTL = 3600;

/**
 * What of a zone file is for `records` of the zone `domain`.
 * @throws ZoneFileError if a value is none of its type, or the file is of another zone
 */
export function takeOver(file: readonly FileRecord[], domain: string): TakenOver {
  expectZone(file, domain);
  const leftOut: Remark[] = [];
  const changed: Remark[] = [];
  const groups = new Map<string, Group>();
  const apex = apexToday(file, domain);
  for (const given of file) {
    const record = { ...given, type: typeName(given.type) };
    const name = record.name === domain ? '@' : record.name.slice(0, -domain.length - 1);
    const reason = reasonToLeave(record, name);
    if (reason !== undefined) {
      leftOut.push(remark(record, reason));
      continue;
    }
    if (record.class === 'AWS') {
      addTo(groups, aliasOf(record, name));
      continue;
    }
    const value = valueOf(record, domain);
    const leadsToApex = record.type === 'CNAME' && value[0] === domain && !/(?:^|\.)_/.test(name);
    if (leadsToApex && apex.length > 0) {
      changed.push(
        remark(
          record,
          `becomes ${apex.map(({ type }) => type).join(' and ')}: ${domain} will be the contact page, so the name keeps what it leads to today`,
        ),
      );
      for (const one of apex) {
        addTo(groups, { ...one, name, ttlSeconds: ttlOf(record), lines: [record.line] });
      }
      continue;
    }
    if (record.comment.includes('cf-proxied:true')) {
      changed.push(
        remark(record, "behind Cloudflare's proxy today: visitors will reach this server itself"),
      );
    }
    addTo(groups, {
      name,
      type: record.type,
      ttlSeconds: ttlOf(record),
      values: [value],
      lines: [record.line],
    });
  }
  changed.push(...serversRenamed(groups, apex, domain));
  return { records: [...groups.values()].map(recordOf), leftOut, changed };
}

interface Group {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number | undefined;
  readonly values: readonly Parts[];
  readonly lines: readonly number[];
}

/** The values of one name and type are one record, with the shortest TTL (RFC 2181, section 5.2). */
function addTo(groups: Map<string, Group>, added: Group): void {
  const key = `${added.name} ${added.type}`;
  const there = groups.get(key);
  if (there === undefined) {
    groups.set(key, added);
    return;
  }
  const seen = there.values.map((value) => valueText(added.type, value));
  const ttls = [there.ttlSeconds, added.ttlSeconds].filter((ttl) => ttl !== undefined);
  groups.set(key, {
    ...there,
    ttlSeconds: ttls.length === 0 ? undefined : Math.min(...ttls),
    values: [
      ...there.values,
      ...added.values.filter((value) => !seen.includes(valueText(added.type, value))),
    ],
    lines: [...new Set([...there.lines, ...added.lines])],
  });
}

const SIGNATURES = [
  'CDNSKEY',
  'CDS',
  'DNSKEY',
  'NSEC',
  'NSEC3',
  'NSEC3PARAM',
  'RRSIG',
  'TYPE65534',
  'ZONEMD',
];

/** What people know from elsewhere, and what to do about it. */
const REMEDIES: Readonly<Record<string, string>> = {
  ALIAS: 'write an ALIAS record if the target is in AWS, else its addresses',
  ANAME: 'write an ALIAS record if the target is in AWS, else its addresses',
  DNAME: 'write a CNAME record named "*" below the name',
  SPF: 'RFC 7208 has ended this type: keep the text as TXT',
  URL: 'a redirection of the provider, which is no DNS: redirect at a web server',
  URL301: 'a redirection of the provider, which is no DNS: redirect at a web server',
};

/** Why a record is none of the configuration's; `undefined` if it is one. */
function reasonToLeave(record: FileRecord, name: string): string | undefined {
  const { type } = record;
  if (SIGNATURES.includes(type)) return 'DNSSEC of the old servers; `dnssec` signs the new zone';
  if (type === 'SOA') return 'Route 53 makes its own';
  if (record.class !== 'IN' && record.class !== 'AWS')
    return `class ${record.class}, which Route 53 has not`;
  if (name === '@' && type === 'NS') return 'the old name servers; Route 53 has its own';
  if (name === '@' && type === 'DS') return 'belongs into the zone above';
  if (name === '@' && ['A', 'AAAA', 'ALIAS', 'ANAME', 'CNAME'].includes(type)) {
    return 'the domain itself becomes the contact page';
  }
  if (name === ZONE_NAMES.mailFrom) return "Waypost's own: bounces of its mail";
  if (name === ZONE_NAMES.dkim && type === 'NS') return "Waypost's own keys stand below this name";
  if (/\bAWS routing=/.test(record.comment) || (record.class === 'AWS' && type !== 'ALIAS')) {
    return 'a routing policy of Route 53, which the configuration has not: write one plain record';
  }
  if (record.class === 'AWS') return aliasFault(record);
  if (KNOWN_TYPES.includes(type)) return parameterFault(record);
  return `no type of the configuration${REMEDIES[type] === undefined ? '' : `: ${REMEDIES[type]}`}`;
}

/** cli53's exports: `www 86400 AWS ALIAS A d1.cloudfront.net. Z2FDTNDATAQYW2 false`. */
function aliasFault({ fields }: FileRecord): string | undefined {
  const [type = '', target = '', zone = ''] = fields.map(({ raw }) => raw);
  if (!/^(?:A|AAAA)$/i.test(type) || !/^Z[A-Z0-9]+$/.test(zone) || !target.endsWith('.')) {
    return 'an alias to a record of its own zone, or of a type without addresses: write that one here';
  }
  return undefined;
}

function aliasOf(record: FileRecord, name: string): Group {
  const [type = '', target = '', zone = ''] = record.fields.map(({ raw }) => raw);
  return {
    name,
    type: 'ALIAS',
    ttlSeconds: undefined,
    values: [[type.toUpperCase(), target.replace(/\.$/, '').toLowerCase(), zone]],
    lines: [record.line],
  };
}

const PARAMETERS = ['alpn', 'port', 'ipv4hint', 'ipv6hint'];

function parameterFault({ type, fields }: FileRecord): string | undefined {
  if (type !== 'HTTPS' && type !== 'SVCB') return undefined;
  const unknown = fields
    .slice(2)
    .map(({ raw }) => raw.replace(/=.*$/s, ''))
    .find((key) => !PARAMETERS.includes(key));
  return unknown === undefined || fields[0]?.raw === '\\#'
    ? undefined
    : `its parameter ${unknown} has no place in the configuration`;
}

function valueOf(record: FileRecord, domain: string): Parts {
  try {
    return partsOf(record.type, record.fields, { origin: record.origin, domain });
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    throw new ZoneFileError(
      record.line,
      record.text,
      error.message,
      'correct the line, or put ";" before it to leave it out',
    );
  }
}

type Answers = Pick<Group, 'type' | 'values'>;

/** What names that lead to the domain answer today: its addresses, or what it leads to itself. */
function apexToday(file: readonly FileRecord[], domain: string): Answers[] {
  const answers = (type: string, as = type): Answers[] => {
    const values = file
      .filter((one) => one.name === domain && one.type === type && one.class === 'IN')
      .flatMap((one) => {
        try {
          return [partsOf(as, one.fields, { origin: one.origin, domain })];
        } catch (error) {
          // GoDaddy's exports have `A Parked`.
          if (error instanceof ValueFault) return [];
          throw error;
        }
      });
    return values.length === 0 ? [] : [{ type: as, values }];
  };
  const addresses = [...answers('A'), ...answers('AAAA')];
  if (addresses.length > 0) return addresses;
  // What providers "flatten" at the domain itself is a plain CNAME elsewhere.
  return ['CNAME', 'ALIAS', 'ANAME'].flatMap((type) => answers(type, 'CNAME')).slice(0, 1);
}

/**
 * Servers for mail and services that have the domain's own name, as on shared hosting, get that of
 * `mail` where this has the same addresses: nothing but the name changes.
 */
function serversRenamed(
  groups: Map<string, Group>,
  apex: readonly Answers[],
  domain: string,
): Remark[] {
  const answersOf = (type: string) =>
    [apex.find((one) => one.type === type), groups.get(`mail ${type}`)].map((one) =>
      (one?.values ?? [])
        .map((value) => valueText(type, value))
        .sort()
        .join(),
    );
  const isSame = ['A', 'AAAA'].every((type) => {
    const [today, then] = answersOf(type);
    return today === then;
  });
  const server = `mail.${domain}`;
  if (!isSame || !groups.has('mail A')) return [];
  return [...groups].flatMap(([key, group]) => {
    const at = group.type === 'MX' ? 1 : group.type === 'SRV' ? 3 : -1;
    if (at === -1 || !group.values.some((value) => value[at] === domain)) return [];
    const values = group.values.map((value) =>
      value.map((part, index) => (index === at && part === domain ? server : part)),
    );
    groups.set(key, { ...group, values });
    const [line = 0] = group.lines;
    const what = `${group.name === '@' ? domain : `${group.name}.${domain}`} ${group.type} ${domain}`;
    return [
      {
        line,
        what,
        says: `names ${server}, which has the same addresses: ${domain} will be the contact page, which takes no mail`,
      },
    ];
  });
}

function ttlOf({ ttlSeconds }: FileRecord): number | undefined {
  return ttlSeconds === 1 ? AUTOMATIC_TTL : ttlSeconds;
}

/** As an owner would write it. */
function recordOf({ name, type, ttlSeconds, values, lines }: Group): TakenRecord {
  const ttl = ttlSeconds === undefined || ttlSeconds === DEFAULT_TTL ? {} : { ttlSeconds };
  const [first = []] = values;
  const [one = '', two = '', three = ''] = first;
  const numbers = (parts: Parts, count: number) => parts.slice(0, count).map(Number);
  const record = (): DnsRecordInput => {
    switch (type) {
      case 'CNAME':
        return { name, type, ...ttl, value: one };
      case 'MX':
        return {
          name,
          type,
          ...ttl,
          values: values.map(([priority, host = '']) => ({ priority: Number(priority), host })),
        };
      case 'SRV':
        return {
          name,
          type,
          ...ttl,
          values: values.map((parts) => {
            const [priority = 0, weight = 0, port = 0] = numbers(parts, 3);
            return { priority, weight, port, host: parts[3] ?? '' };
          }),
        };
      case 'CAA':
        return {
          name,
          type,
          ...ttl,
          values: values.map(([flags, tag = '', value = '']) => ({
            // What is none of the tags is refused with the rest, by name.
            tag: tag as 'issue',
            value,
            ...((Number(flags) & 128) !== 0 && { critical: true }),
          })),
        };
      case 'NAPTR':
        return { name, type, ...ttl, values: values.map(namingRule) };
      case 'HTTPS':
      case 'SVCB':
        return { name, type, ...ttl, values: values.map(serviceBinding) };
      case 'ALIAS': {
        const isIpv6 = values.some(([family]) => family === 'AAAA');
        return {
          name,
          type,
          target: two,
          ...(!two.endsWith('.cloudfront.net') && { targetZoneId: three }),
          ...(!isIpv6 && { ipv6: false }),
        };
      }
      default:
        return { name, type: type as 'A', ...ttl, values: values.map((parts) => parts.join(' ')) };
    }
  };
  return { record: record(), lines };
}

function namingRule(parts: Parts): NamingRuleInput {
  const [order = 0, preference = 0] = parts.map(Number);
  const [, , flags = '', service = '', regexp = '', replacement = '.'] = parts;
  return {
    order,
    preference,
    ...(flags !== '' && { flags }),
    ...(service !== '' && { service }),
    ...(regexp !== '' && { regexp }),
    ...(replacement !== '.' && { replacement }),
  };
}

function serviceBinding([priority, target = '.', ...parameters]: Parts): ServiceBindingInput {
  const given = new Map(
    parameters.map((text) => {
      const [key = '', value = ''] = text.split(/=(.*)/s);
      return [key, value];
    }),
  );
  const listOf = (key: string) => given.get(key)?.split(',');
  const [alpn, ipv4Hints, ipv6Hints] = ['alpn', 'ipv4hint', 'ipv6hint'].map(listOf);
  return {
    priority: Number(priority),
    target,
    ...(alpn && { alpn }),
    ...(given.has('port') && { port: Number(given.get('port')) }),
    ...(ipv4Hints && { ipv4Hints }),
    ...(ipv6Hints && { ipv6Hints }),
  };
}

const SHOWN = 60;

function remark({ line, name, type, fields }: FileRecord, says: string): Remark {
  const value = fields.map(({ raw }) => unescaped(raw)).join(' ');
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}...` : value;
  return { line, what: `${name} ${type} ${shown}`.trimEnd(), says };
}
