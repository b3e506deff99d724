import type { DmarcConfig } from '../../config/zone/dns';
import { mailto } from './mailto';

const FAILURES = { all: '0', any: '1', dkim: 'd', spf: 's' } as const;
const ALIGNMENT = { relaxed: 'r', strict: 's' } as const;

/**
 * The policy as a DNS text; tags as in RFC 9989, section 4.7. A tag that is left out has the RFC's
 * default.
 */
export function dmarcText(dmarc: DmarcConfig): string {
  const { alignment, failureReportsOn } = dmarc;
  const tags = {
    v: 'DMARC1',
    p: dmarc.policy,
    sp: dmarc.subdomainPolicy,
    np: dmarc.nonexistentPolicy,
    t: dmarc.testing === true ? 'y' : undefined,
    adkim: alignment?.dkim && ALIGNMENT[alignment.dkim],
    aspf: alignment?.spf && ALIGNMENT[alignment.spf],
    rua: dmarc.reportsTo?.map(mailto).join(','),
    ruf: dmarc.failureReportsTo?.map(mailto).join(','),
    fo: failureReportsOn && FAILURES[failureReportsOn],
    psd: dmarc.organizationalDomain === true ? 'n' : undefined,
  };
  return Object.entries(tags)
    .filter(([, value]) => value !== undefined)
    .map(([tag, value]) => `${tag}=${value ?? ''}`)
    .join('; ');
}
