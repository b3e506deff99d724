import { z } from 'zod';
import { dsRecord, sshfpRecord, tlsaRecord } from './digest-records';
import { flag, list, record, Refusal, text, variants, whole } from '../fields/field';
import { asciiName, hostName, hostOrRoot, ipv4, ipv6 } from '../fields/internet-names';
import { naptrValue } from './naptr';
import { caaValue } from './caa';
import { serviceBinding, txt } from './record-fields';

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

const someOf = <Output, Input>(what: string, element: z.ZodType<Output, Input>) =>
  list(what, element, { least: 1 });

const named = {
  /**
   * Relative to the environment's domain: `www`, `_acme-challenge.www`, `*`, or `@` for the domain
   * itself.
   */
  name: recordName,
};
const lasting = {
  ...named,
  /** Seconds that resolvers may keep the record, 0 to 2147483647. Default: 3600. */
  // Route 53 takes any 32-bit TTL (RFC 2181, section 8).
  ttlSeconds: whole('seconds', 0, 2 ** 31 - 1).default(3600),
};

const mailServer = record({
  /** 0 to 65535; the lowest is tried first. */
  priority: whole('preference', 0, 65_535),
  /** The mail server, or `.`: the name takes no mail. */
  host: hostOrRoot,
});

const server = record({
  /** 0 to 65535; the lowest is tried first. */
  priority: whole('preference', 0, 65_535),
  /** 0 to 65535: the share of servers with the same priority. */
  weight: whole('weight', 0, 65_535),
  /** 0 to 65535. */
  port: whole('a port', 0, 65_535),
  /** The server, or `.`: the service is not offered. */
  host: hostOrRoot,
});

const zoneId = text<string>('the id of a hosted zone, such as "Z35SXDOTRQ7X7K"', (value) =>
  /^Z[A-Z0-9]{1,31}$/.test(value) ? value : new Refusal(FIND_ZONE),
);
const FIND_ZONE =
  "copy it from AWS's list of endpoints (docs.aws.amazon.com/general/latest/gr), at the target's service and region";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

const alias = record({
  ...named,
  /**
   * An A and an AAAA record whose addresses AWS keeps up to date. Also allowed at `@`, where a CNAME
   * is not.
   */
  type: z.literal('ALIAS'),
  /** Name of an AWS resource, such as `d111111abcdef8.cloudfront.net`. */
  target: hostName,
  /**
   * Id of the target's hosted zone, as AWS lists it for each service. Not needed for CloudFront.
   */
  targetZoneId: zoneId.optional(),
  /** `false` for a target without IPv6 addresses, such as a website of S3. Default: `true`. */
  ipv6: flag.default(true),
}).transform(({ targetZoneId: given, ...rest }, context) => {
  const targetZoneId = rest.target.endsWith('.cloudfront.net') ? CLOUDFRONT_ZONE : given;
  if (targetZoneId !== undefined) return { ...rest, targetZoneId };
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

const schema = variants(
  'a record',
  [
    record({
      ...lasting,
      /** IPv4 addresses of a host. */
      type: z.literal('A'),
      /** IPv4 addresses, such as `192.0.2.1`. */
      values: someOf('IPv4 addresses', ipv4),
    }),
    record({
      ...lasting,
      /** IPv6 addresses of a host. */
      type: z.literal('AAAA'),
      /** IPv6 addresses, such as `2001:db8::1`. */
      values: someOf('IPv6 addresses', ipv6),
    }),
    alias,
    record({
      ...lasting,
      /**
       * At `@`, in addition to Amazon and `certificateIssuers`: conditions, and tags other than
       * `issue`.
       */
      type: z.literal('CAA'),
      /** What authorities may do. */
      values: someOf('CAA properties', caaValue),
    }),
    record({
      ...lasting,
      /** Another name of a host. */
      type: z.literal('CNAME'),
      /** The host that this name stands for. */
      value: hostName,
    }),
    record({
      ...lasting,
      /** For a delegated subdomain whose zone is signed, beside its NS record. */
      type: z.literal('DS'),
      /** As the subdomain's DNS provider shows it: key tag, algorithm, digest type, digest. */
      values: someOf('DS records', dsRecord),
    }),
    record({
      ...lasting,
      /** How a service is reached, before a connection is made (RFC 9460). */
      type: z.literal('HTTPS'),
      /** Ways to the service. */
      values: someOf('service bindings', serviceBinding),
    }),
    record({
      ...lasting,
      /** Servers that take mail for the name. */
      type: z.literal('MX'),
      /**
       * Mail servers; the lowest priority is tried first. Only host `.`: the name takes no mail.
       */
      values: someOf('mail servers', mailServer),
    }),
    record({
      ...lasting,
      /** Rules that lead from a name or a number to a service, such as SIP (RFC 3403). */
      type: z.literal('NAPTR'),
      /** The rules. */
      values: someOf('NAPTR rules', naptrValue),
    }),
    record({
      ...lasting,
      /** Name servers of a delegated subdomain. */
      type: z.literal('NS'),
      /** Names of the servers. */
      values: someOf('name servers', hostName),
    }),
    record({
      ...lasting,
      /** Other names of a host, or what DNS-SD looks for (RFC 6763). */
      type: z.literal('PTR'),
      /** The names. */
      values: someOf('hosts', hostName),
    }),
    record({
      ...lasting,
      /** Servers of a service. Named `_service._protocol`, such as `_sip._tls`. */
      type: z.literal('SRV'),
      /** Servers; the lowest priority is tried first, those with the same priority by weight. */
      values: someOf('servers', server),
    }),
    record({
      ...lasting,
      /** Fingerprints of a host's SSH keys. */
      type: z.literal('SSHFP'),
      /** What `ssh-keygen -r` prints: algorithm, fingerprint type, fingerprint. */
      values: someOf('SSHFP records', sshfpRecord),
    }),
    record({
      ...lasting,
      /** How a service is reached, before a connection is made (RFC 9460). */
      type: z.literal('SVCB'),
      /** Ways to the service. */
      values: someOf('service bindings', serviceBinding),
    }),
    record({
      ...lasting,
      /**
       * Certificates of a server, read only in a signed zone (`dnssec`). Named
       * `_port._protocol.host`, such as `_25._tcp.mail`.
       */
      type: z.literal('TLSA'),
      /** Usage, selector, matching type and data, such as `3 1 1 a1b2...`. */
      values: someOf('TLSA records', tlsaRecord),
    }),
    record({
      ...lasting,
      /** Texts, such as a verification or an SPF policy. */
      type: z.literal('TXT'),
      /** Texts without quotes, each of 1 to 4000 characters of printable ASCII. */
      values: someOf('texts', txt),
    }),
  ],
  OTHER_TYPES,
);

/** A DNS record as an owner writes it. docs/dns.md has an example of each type. */
export type DnsRecordInput = Readonly<z.input<typeof schema>>;
/** A record of the owner's own, beside those that Waypost makes. `name` is relative to the zone; `@` is its apex. */
export type DnsRecord = z.output<typeof schema>;
export type DnsRecordType = DnsRecordInput['type'];
export const dnsRecord: z.ZodType<DnsRecord, DnsRecordInput> = schema;
