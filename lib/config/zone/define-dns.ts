import type { DnsRecordInput } from '../records/define-record';

/** What an owner says of the DNS of an environment. docs/dns.md tells what each of it makes. */
export interface DnsInput {
  /**
   * Your own DNS records in this environment's zone, beside those that Waypost makes. Default: none.
   * One named `_dmarc` (TXT, or a CNAME to one) takes the place of Waypost's own.
   */
  readonly records?: readonly DnsRecordInput[];
  /**
   * Domains of certificate authorities that may issue certificates for names in this zone, beside
   * Amazon's, as each tells for CAA records; such as `letsencrypt.org` for a website of yours hosted
   * elsewhere. Default: none, so that every other authority refuses.
   */
  readonly certificateIssuers?: readonly string[];
  /**
   * This environment's own name servers (output `NameServers` of its DNS stack), for the environment
   * whose zone is above: its zone names them. Push that first, and `delegated: true` afterwards.
   * Default: none; a domain that no other environment holds is delegated at its registrar.
   */
  readonly nameServers?: readonly string[];
  /**
   * DS record of this environment's signed zone, as `aws route53 get-dnssec` gives it (`DSRecord`), for
   * the environment whose zone is above. Remove it, and push, before anything of `dnssec`. Default: none.
   */
  readonly delegationSigner?: string;
  /** What receivers do with mail in your name that you did not send. Default: `{ policy: 'none' }`. */
  readonly dmarc?: DmarcInput;
  /**
   * Other mail servers deliver to your MX records only over TLS with a valid certificate: `testing`
   * reports what would fail (`tlsReports`), `enforce` refuses it, `none` takes it back, which comes
   * before removing the key. Needs `delegated: true` and MX records at `@`. Default: no policy.
   */
  readonly mtaSts?: 'none' | 'testing' | 'enforce';
  /** E-mail address that hears daily from other mail servers how TLS to yours went. Default: none. */
  readonly tlsReports?: string;
  /**
   * `signing` signs the zone; then publish its DS record (docs/dns.md, "DNSSEC"). `withdrawing` comes
   * between `signing` and removing this key. Costs a KMS key, 1 USD a month. Default: not signed.
   */
  readonly dnssec?: 'signing' | 'withdrawing';
  /**
   * `true`: a log of the zone's queries with the resolvers' addresses, kept for `logRetentionDays`.
   * Default: `false`.
   */
  readonly queryLogs?: boolean;
}

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** Tags of RFC 9989. Go from `none` to `quarantine` to `reject` as the reports show your own mail passing. */
export interface DmarcInput {
  /** For mail from the domain that fails: `none` only reports it. */
  readonly policy: DmarcPolicy;
  /** For mail from subdomains without a policy of their own. Default: `policy`. */
  readonly subdomainPolicy?: DmarcPolicy;
  /** For mail from subdomains that do not exist. Default: `subdomainPolicy`. */
  readonly nonexistentPolicy?: DmarcPolicy;
  /** `true`: receivers apply a policy one step milder than stated. Default: `false`. */
  readonly testing?: boolean;
  /** E-mail addresses of daily reports. In another domain than yours, that one has to agree by a record of its own. */
  readonly reportsTo?: readonly string[];
  /** E-mail addresses of reports on single mails, which few receivers send: they hold personal data. */
  readonly failureReportsTo?: readonly string[];
  /** When to report a single mail: nothing passed (`all`), something failed (`any`), DKIM or SPF failed. Default: `all`. */
  readonly failureReportsOn?: 'all' | 'any' | 'dkim' | 'spf';
  /** How alike the domains of signature (DKIM) or envelope (SPF) and `From` are. Default: `relaxed`. */
  readonly alignment?: {
    readonly dkim?: 'relaxed' | 'strict';
    readonly spf?: 'relaxed' | 'strict';
  };
  /** `true`: no domain above this one has a say. Default: receivers look for themselves. */
  readonly organizationalDomain?: boolean;
}
