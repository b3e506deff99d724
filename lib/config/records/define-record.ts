/** A DNS record as an owner writes it. docs/dns.md has an example of each type. */
export type DnsRecordInput = Named &
  (
    | (Lasting &
        (
          | {
              /** `A`: IPv4 addresses. `AAAA`: IPv6 addresses. `TXT`: unquoted texts. `NS`: name servers of a delegated subdomain. */
              readonly type: 'A' | 'AAAA' | 'TXT' | 'NS';
              readonly values: readonly string[];
            }
          | {
              readonly type: 'CNAME';
              /** The host that this name stands for. */
              readonly value: string;
            }
          | {
              readonly type: 'MX';
              /**
               * Mail servers; the lowest priority (0 to 65535) is tried first. Only host `.`: the
               * name takes no mail.
               */
              readonly values: readonly { readonly priority: number; readonly host: string }[];
            }
          | {
              /** Other names of a host, or what DNS-SD looks for (RFC 6763). */
              readonly type: 'PTR';
              readonly values: readonly string[];
            }
          | {
              /** Named `_service._protocol`, such as `_sip._tls`. */
              readonly type: 'SRV';
              /**
               * Servers; the lowest priority is tried first, those with the same priority by
               * weight. Host `.`: the service is not offered.
               */
              readonly values: readonly {
                readonly priority: number;
                readonly weight: number;
                readonly port: number;
                readonly host: string;
              }[];
            }
          | {
              /**
               * At `@`, in addition to Amazon and `certificateIssuers`: conditions, and tags other
               * than `issue`.
               */
              readonly type: 'CAA';
              readonly values: readonly {
                readonly tag:
                  | 'issue'
                  | 'issuewild'
                  | 'issuemail'
                  | 'issuevmc'
                  | 'iodef'
                  | 'contactemail'
                  | 'contactphone';
                /**
                 * An authority's domain, or `;` for none. For `iodef`: a `mailto:` or `https:` address; for `contactemail`
                 * an e-mail address, for `contactphone` a number such as `+1 (555) 123-4567`.
                 */
                readonly value: string;
                /** `true`: an authority that does not know the tag must refuse. Default: `false`. */
                readonly critical?: boolean;
              }[];
            }
          | {
              /** For a delegated subdomain whose zone is signed, beside its NS record. */
              readonly type: 'DS';
              /** As the subdomain's DNS provider shows it: key tag, algorithm, digest type, digest. */
              readonly values: readonly string[];
            }
          | {
              /**
               * `TLSA`: usage, selector, matching type and data, such as `3 1 1 a1b2...`, named
               * `_port._protocol.host`, such as `_25._tcp.mail`; read only in a signed zone
               * (`dnssec`). `SSHFP`: what `ssh-keygen -r` prints: algorithm, fingerprint type,
               * fingerprint.
               */
              readonly type: 'TLSA' | 'SSHFP';
              readonly values: readonly string[];
            }
          | {
              /** Rules that lead from a name or a number to a service, such as SIP (RFC 3403). */
              readonly type: 'NAPTR';
              readonly values: readonly NamingRuleInput[];
            }
          | {
              /** How a service is reached, before a connection is made (RFC 9460). */
              readonly type: 'HTTPS' | 'SVCB';
              readonly values: readonly ServiceBindingInput[];
            }
        ))
    | {
        /**
         * An A and an AAAA record whose addresses AWS keeps up to date. Also allowed at the apex,
         * where a CNAME is not.
         */
        readonly type: 'ALIAS';
        /** Name of an AWS resource, such as `d111111abcdef8.cloudfront.net`. */
        readonly target: string;
        /**
         * Id of the target's hosted zone, as AWS lists it for each service. Not needed for
         * CloudFront.
         */
        readonly targetZoneId?: string;
        /** `false` for a target without IPv6 addresses, such as a website of S3. Default: `true`. */
        readonly ipv6?: boolean;
      }
  );

interface Named {
  /** Relative to the environment's domain: `www`, `_acme-challenge.www`, `*`, or `@` for the domain itself. */
  readonly name: string;
}

interface Lasting {
  /** Seconds that resolvers may keep the record, 0 to 2147483647. Default: 3600. */
  readonly ttlSeconds?: number;
}

/** Either `regexp` or `replacement`; leave out the other. */
export interface NamingRuleInput {
  /** The lowest first; 0 to 65535. */
  readonly order: number;
  /** Among rules of one order the lowest first; 0 to 65535. */
  readonly preference: number;
  /** One of `u` (the regexp gives a URI), `s` (SRV records of the replacement), `a` (its addresses). */
  readonly flags?: string;
  /** Such as `E2U+sip` or `SIP+D2T`. */
  readonly service?: string;
  /** Expression and replacement between three equal characters: `!^.*$!sip:info@example.com!`. */
  readonly regexp?: string;
  /** The name to go on with. */
  readonly replacement?: string;
}

export interface ServiceBindingInput {
  /** 0: the name is an alias of the target, without other keys. Otherwise the lowest is tried first. */
  readonly priority: number;
  /** A host, or `.` for the record's own name. */
  readonly target: string;
  /** Protocols, such as `h3` and `h2`. */
  readonly alpn?: readonly string[];
  readonly port?: number;
  readonly ipv4Hints?: readonly string[];
  readonly ipv6Hints?: readonly string[];
}
