import type { DnsRecordInput } from '../records/define-record';

/** DNS options of an environment. docs/dns.md says what each of them makes. */
export interface DnsInput {
  /**
   * Your own DNS records in this environment's zone, beside those that Waypost makes. Default:
   * none. A record named `_dmarc` (TXT, or a CNAME to one) replaces Waypost's own.
   */
  readonly records?: readonly DnsRecordInput[];
  /**
   * Domains of certificate authorities, beside Amazon's, that may issue certificates for names in
   * this zone. Write each as the authority names itself for CAA records, for example
   * `letsencrypt.org` for a website that you host elsewhere. Default: none, so all other
   * authorities refuse.
   */
  readonly certificateIssuers?: readonly string[];
  /**
   * This environment's own name servers (output `NameServers` of its dns stack). The environment
   * whose zone is above puts them into its zone. Push this first, and `delegated: true` afterwards.
   * Default: none. If no environment has the zone above, delegate the domain at its registrar.
   */
  readonly nameServers?: readonly string[];
  /**
   * DS record of this environment's signed zone, as `aws route53 get-dnssec` prints it
   * (`DSRecord`). The environment whose zone is above puts it into its zone. Remove it and push
   * before you change `dnssec`. Default: none.
   */
  readonly delegationSigner?: string;
  /**
   * What receivers do with mail that uses your domain and that you did not send. Default: `{
   * policy: 'none' }`.
   */
  readonly dmarc?: DmarcInput;
  /**
   * Other mail servers deliver to your MX records only over TLS with a valid certificate: `testing`
   * reports what would fail (`tlsReports`), `enforce` refuses it, `none` withdraws the policy
   * before you remove the key. Needs `delegated: true` and MX records at `@`. Default: no policy.
   */
  readonly mtaSts?: 'none' | 'testing' | 'enforce';
  /**
   * E-mail address that gets daily reports of other mail servers about TLS to your mail servers.
   * Default: none.
   */
  readonly tlsReports?: string;
  /**
   * `signing` signs the zone; publish its DS record afterwards (docs/dns.md, "DNSSEC"). Set
   * `withdrawing` between `signing` and the removal of this key. Costs a KMS key, 1 USD a month.
   * Default: not signed.
   */
  readonly dnssec?: 'signing' | 'withdrawing';
  /**
   * `true`: logs the zone's queries with the addresses of the resolvers, for `logRetentionDays`.
   * Default: `false`.
   */
  readonly queryLogs?: boolean;
}

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/**
 * Tags of RFC 9989. Go from `none` to `quarantine` to `reject` when the reports show that your own
 * mail passes.
 */
export interface DmarcInput {
  /** For mail from the domain that fails: `none` only reports it. */
  readonly policy: DmarcPolicy;
  /** For mail from subdomains without a policy of their own. Default: `policy`. */
  readonly subdomainPolicy?: DmarcPolicy;
  /** For mail from subdomains that do not exist. Default: `subdomainPolicy`. */
  readonly nonexistentPolicy?: DmarcPolicy;
  /** `true`: receivers apply a policy one step milder than stated. Default: `false`. */
  readonly testing?: boolean;
  /**
   * E-mail addresses that get daily reports. If an address is in another domain, that domain must
   * agree with a record of its own.
   */
  readonly reportsTo?: readonly string[];
  /**
   * E-mail addresses that get reports on single mails. Few receivers send them, because they hold
   * personal data.
   */
  readonly failureReportsTo?: readonly string[];
  /** When to report a single mail: nothing passed (`all`), something failed (`any`), DKIM or SPF failed. Default: `all`. */
  readonly failureReportsOn?: 'all' | 'any' | 'dkim' | 'spf';
  /**
   * How closely the domain of the signature (DKIM) or the envelope (SPF) must match `From`.
   * Default: `relaxed`.
   */
  readonly alignment?: {
    readonly dkim?: 'relaxed' | 'strict';
    readonly spf?: 'relaxed' | 'strict';
  };
  /** `true`: policies of domains above this one do not apply. Default: receivers look for themselves. */
  readonly organizationalDomain?: boolean;
}
