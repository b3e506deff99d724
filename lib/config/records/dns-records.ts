import { z } from 'zod';
import { dsRecord, sshfpRecord, tlsaRecord } from './digest-records';
import { flag, list, record, Refusal, text, variants, whole } from '../fields/field';
import { asciiName, hostName, hostOrRoot, ipv4, ipv6 } from '../fields/internet-names';
import { naptrValue } from './naptr';
import { caaValue } from './caa';
import { serviceBinding, txt } from './record-fields';

/** Route 53 takes any 32-bit TTL (RFC 2181, section 8). */
const ttlSeconds = whole('seconds', 0, 2 ** 31 - 1)
  .optional()
  .transform((ttl) => ttl ?? 3600);

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

const recordName = text<string>(
  'a name relative to the zone, such as "www", or "@" for the zone itself',
  (value) => {
    if (value === '@' || value === '*') return value;
    if (value === '') return new Refusal('write "@" for the zone itself');
    const ascii = asciiName(value.toLowerCase());
    const labels = ascii.replace(/^\*\./, '').split('.');
    if (labels.every((label) => LABEL.test(label))) {
      return ascii === value ? value : new Refusal(`write "${ascii}"`);
    }
    return new Refusal(
      value.endsWith('.')
        ? 'leave out the zone and the trailing dot'
        : 'use letters, digits, hyphens and underscores, 1 to 63 between two dots',
    );
  },
);

const someOf = <Element extends z.ZodType>(what: string, element: Element) =>
  list(what, element, { least: 1 });
const port = whole('a port', 0, 65_535);
const priority = whole('preference', 0, 65_535);

/** What the values of each type are. `ALIAS` stands apart: its addresses and TTL are the target's. */
const VALUES = {
  A: someOf('IPv4 addresses', ipv4),
  AAAA: someOf('IPv6 addresses', ipv6),
  CAA: someOf('CAA properties', caaValue),
  DS: someOf('DS records', dsRecord),
  HTTPS: someOf('service bindings', serviceBinding),
  MX: someOf('mail servers', record({ priority, host: hostOrRoot })),
  NAPTR: someOf('NAPTR rules', naptrValue),
  NS: someOf('name servers', hostName),
  PTR: someOf('hosts', hostName),
  SRV: someOf(
    'servers',
    record({ priority, weight: whole('weight', 0, 65_535), port, host: hostOrRoot }),
  ),
  SSHFP: someOf('SSHFP records', sshfpRecord),
  SVCB: someOf('service bindings', serviceBinding),
  TLSA: someOf('TLSA records', tlsaRecord),
  TXT: someOf('texts', txt),
} as const;

const valued = <Type extends keyof typeof VALUES>(type: Type) =>
  record({ name: recordName, ttlSeconds, type: z.literal(type), values: VALUES[type] });

const zoneId = text<string>('the id of a hosted zone, such as "Z35SXDOTRQ7X7K"', (value) =>
  /^Z[A-Z0-9]{1,31}$/.test(value) ? value : new Refusal(FIND_ZONE),
);
const FIND_ZONE =
  "copy it from AWS's list of endpoints (docs.aws.amazon.com/general/latest/gr), at the target's service and region";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

const alias = record({
  name: recordName,
  type: z.literal('ALIAS'),
  target: hostName,
  targetZoneId: zoneId.optional(),
  ipv6: flag.optional(),
}).transform(({ targetZoneId: given, ipv6 = true, ...rest }, context) => {
  const targetZoneId = rest.target.endsWith('.cloudfront.net') ? CLOUDFRONT_ZONE : given;
  if (targetZoneId !== undefined) return { ...rest, targetZoneId, ipv6 };
  context.addIssue({
    code: 'custom',
    path: ['targetZoneId'],
    message: 'the zone id of the target, because the target is not in CloudFront',
    params: { fix: FIND_ZONE },
  });
  return z.NEVER;
});

/** What people know from elsewhere, and what it is here. */
const OTHER_TYPES = {
  ANAME: 'write an ALIAS record if the target is in AWS, else an A or AAAA record',
  DNAME: 'write a CNAME record named "*" below that name: Route 53 has no DNAME',
  SOA: 'remove it: Route 53 makes it',
  SPF: 'write the text as a TXT record: RFC 7208 has abolished the type SPF',
  ...Object.fromEntries(
    ['CDNSKEY', 'CDS', 'CERT', 'DNSKEY', 'HINFO', 'LOC', 'OPENPGPKEY', 'RP', 'SMIMEA', 'URI'].map(
      (type) => [type, `remove it: Route 53 has no ${type}`],
    ),
  ),
  ...Object.fromEntries(
    ['FORWARD', 'REDIRECT', 'URL'].map((type) => [
      type,
      'remove it: DNS cannot redirect. Let the name lead to a web server with an A, AAAA or CNAME record; the server redirects',
    ]),
  ),
} as const;

export const dnsRecord = variants(
  'a record',
  [
    valued('A'),
    valued('AAAA'),
    alias,
    valued('CAA'),
    record({ name: recordName, ttlSeconds, type: z.literal('CNAME'), value: hostName }),
    valued('DS'),
    valued('HTTPS'),
    valued('MX'),
    valued('NAPTR'),
    valued('NS'),
    valued('PTR'),
    valued('SRV'),
    valued('SSHFP'),
    valued('SVCB'),
    valued('TLSA'),
    valued('TXT'),
  ],
  OTHER_TYPES,
);

/** A record of the owner's own, beside those that Waypost makes. `name` is relative to the zone; `@` is its apex. */
export type DnsRecord = z.output<typeof dnsRecord>;
