import type { z } from 'zod';
import type { DomainName, EmailAddress } from '../../types/branded';
import type { DmarcInput } from './define-dns';
import { dsRecord } from '../records/digest-records';
import { type DnsRecord, dnsRecord } from '../records/dns-records';
import { choice, flag, list, record } from '../fields/field';
import { domainName, emailAddress, hostName } from '../fields/internet-names';

export type DmarcConfig = Omit<DmarcInput, 'reportsTo' | 'failureReportsTo'> & {
  readonly reportsTo?: readonly EmailAddress[];
  readonly failureReportsTo?: readonly EmailAddress[];
};

/** The DNS options of an environment. */
export interface DnsConfig {
  readonly records: readonly DnsRecord[];
  /** CAA names of certificate authorities beside Amazon's. */
  readonly certificateIssuers: readonly DomainName[];
  /** Of this environment's zone: the environment that holds the parent zone names them there. */
  readonly nameServers?: readonly string[];
  /** DS record of this environment's zone, for the parent zone as well. */
  readonly delegationSigner?: string;
  /** Unless `records` have a policy of the owner's own. */
  readonly dmarc: DmarcConfig;
  readonly mtaSts?: 'none' | 'testing' | 'enforce';
  readonly tlsReports?: EmailAddress;
  readonly dnssec?: 'signing' | 'withdrawing';
  readonly queryLogs: boolean;
}

const policy = choice(['none', 'quarantine', 'reject']);
const alignment = choice(['relaxed', 'strict']).optional();
const addresses = list('e-mail addresses', emailAddress, { least: 1 }).optional();

const dmarc = record({
  policy,
  subdomainPolicy: policy.optional(),
  nonexistentPolicy: policy.optional(),
  testing: flag.optional(),
  reportsTo: addresses,
  failureReportsTo: addresses,
  failureReportsOn: choice(['all', 'any', 'dkim', 'spf']).optional(),
  alignment: record({ dkim: alignment, spf: alignment }).optional(),
  organizationalDomain: flag.optional(),
});

/** Keys of an environment. */
export const dnsOptions = {
  records: list('DNS records', dnsRecord).optional(),
  certificateIssuers: list('domains of certificate authorities', domainName).optional(),
  nameServers: list('name servers', hostName, { least: 2 }).optional(),
  delegationSigner: dsRecord.optional(),
  dmarc: dmarc.optional(),
  mtaSts: choice(['none', 'testing', 'enforce']).optional(),
  tlsReports: emailAddress.optional(),
  dnssec: choice(['signing', 'withdrawing']).optional(),
  queryLogs: flag.optional(),
} as const;

type Given = { readonly [Key in keyof typeof dnsOptions]?: z.output<(typeof dnsOptions)[Key]> };

/** The defaults. */
export function dnsDefaults(given: Given) {
  return {
    records: given.records ?? [],
    certificateIssuers: given.certificateIssuers ?? [],
    dmarc: given.dmarc ?? { policy: 'none' as const },
    queryLogs: given.queryLogs ?? false,
  };
}
