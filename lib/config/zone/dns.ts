import type { z } from 'zod';
import { dsRecord } from '../records/digest-records';
import { dnsRecord } from '../records/dns-records';
import { choice, flag, type InputOf, list, type OutputOf, record } from '../fields/field';
import { domainName, emailAddress, hostName } from '../fields/internet-names';

const policy = choice(['none', 'quarantine', 'reject']);
const alignment = choice(['relaxed', 'strict']).optional();
const addresses = list('e-mail addresses', emailAddress, { least: 1 });

const schema = record({
  /** For mail from the domain that fails: `none` only reports it. */
  policy,
  /** For mail from subdomains without a policy of their own. Default: `policy`. */
  subdomainPolicy: policy.optional(),
  /** For mail from subdomains that do not exist. Default: `subdomainPolicy`. */
  nonexistentPolicy: policy.optional(),
  /** `true`: receivers apply a policy one step milder than stated. Default: `false`. */
  testing: flag.optional(),
  /**
   * E-mail addresses that get daily reports. If an address is in another domain, that domain must
   * agree with a record of its own. Default: none.
   */
  reportsTo: addresses.optional(),
  /**
   * E-mail addresses that get reports on single mails. Few receivers send them, because they hold
   * personal data. Default: none.
   */
  failureReportsTo: addresses.optional(),
  /**
   * When to report a single mail: nothing passed (`all`), something failed (`any`), DKIM or SPF
   * failed. Default: `all`.
   */
  failureReportsOn: choice(['all', 'any', 'dkim', 'spf']).optional(),
  /**
   * How closely the domain of the signature (DKIM) or the envelope (SPF) must match `From`.
   * Default: `relaxed`.
   */
  alignment: record({
    /** The domain of the signature. Default: `relaxed`. */
    dkim: alignment,
    /** The domain of the envelope. Default: `relaxed`. */
    spf: alignment,
  }).optional(),
  /** `true`: policies of domains above this one do not apply. Default: receivers look for themselves. */
  organizationalDomain: flag.optional(),
});

/**
 * Tags of RFC 9989. Go from `none` to `quarantine` to `reject` when the reports show that your own
 * mail passes.
 */
export type DmarcInput = InputOf<typeof schema>;
export type DmarcConfig = OutputOf<typeof schema>;
const dmarc: z.ZodType<DmarcConfig, DmarcInput> = schema;

/** Keys of an environment. docs/dns.md says what each of them makes. */
export const dnsFields = {
  /**
   * Your own DNS records in this environment's zone, beside those that Waypost makes. Default:
   * none. A record named `_dmarc` (TXT, or a CNAME to one) replaces Waypost's own.
   */
  records: list('DNS records', dnsRecord).default([]),
  /**
   * Domains of certificate authorities, beside Amazon's, that may issue certificates for names in
   * this zone. Write each as the authority names itself for CAA records, for example
   * `letsencrypt.org` for a website that you host elsewhere. Default: none, so all other
   * authorities refuse.
   */
  certificateIssuers: list('domains of certificate authorities', domainName).default([]),
  /**
   * This environment's own name servers (output `NameServers` of its dns stack). The environment
   * whose zone is above puts them into its zone. Push this first, and `delegated: true` afterwards.
   * Default: none. If no environment has the zone above, delegate the domain at its registrar.
   */
  nameServers: list('name servers', hostName, { least: 2 }).optional(),
  /**
   * DS record of this environment's signed zone, as `aws route53 get-dnssec` prints it
   * (`DSRecord`). The environment whose zone is above puts it into its zone. Remove it and push
   * before you change `dnssec`. Default: none.
   */
  delegationSigner: dsRecord.optional(),
  /**
   * What receivers do with mail that uses your domain and that you did not send, unless `records`
   * have a policy of your own. Default: `{ policy: 'none' }`.
   */
  dmarc: dmarc.prefault({ policy: 'none' }),
  /**
   * Other mail servers deliver to your MX records only over TLS with a valid certificate: `testing`
   * reports what would fail (`tlsReports`), `enforce` refuses it, `none` withdraws the policy
   * before you remove the key. Needs `delegated: true` and MX records at `@`. Default: no policy.
   */
  mtaSts: choice(['none', 'testing', 'enforce']).optional(),
  /**
   * E-mail address that gets daily reports of other mail servers about TLS to your mail servers.
   * Default: none.
   */
  tlsReports: emailAddress.optional(),
  /**
   * `signing` signs the zone; publish its DS record afterwards (docs/dns.md, "DNSSEC"). Set
   * `withdrawing` between `signing` and the removal of this key. Costs a KMS key, 1 USD a month.
   * Default: not signed.
   */
  dnssec: choice(['signing', 'withdrawing']).optional(),
  /**
   * `true`: logs the zone's queries with the addresses of the resolvers, for `logRetentionDays`.
   * Default: `false`.
   */
  queryLogs: flag.default(false),
} as const;

/** The DNS options of an environment. */
export type DnsConfig = {
  readonly [Key in keyof typeof dnsFields]: z.output<(typeof dnsFields)[Key]>;
};
