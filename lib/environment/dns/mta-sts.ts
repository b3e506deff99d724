import { createHash } from 'node:crypto';
import type { DnsRecord } from '../../config/config';
import type { DnsConfig } from '../../config/zone/dns';

/** Where other mail servers look for the policy, at the host `mta-sts` (RFC 8461, section 3.3). */
export const MTA_STS_FILE = '.well-known/mta-sts.txt';

/**
 * Seconds that other servers follow the policy. A mistake lasts as long; so does the protection
 * against an attacker who hides the policy. RFC 8461, section 3.2, advises weeks for a policy that
 * is enforced.
 */
const MAX_AGE = { none: 86_400, testing: 86_400, enforce: 7 * 86_400 } as const;

/** Text of the policy. Its servers are those of the MX record at the apex. */
export function mtaStsPolicy(
  mode: NonNullable<DnsConfig['mtaSts']>,
  records: readonly DnsRecord[],
): string {
  const servers = records.flatMap((record) =>
    record.type === 'MX' && record.name === '@' ? record.values.map(({ host }) => host) : [],
  );
  // RFC 7505: "." says that there is none, and is no host that a policy may name.
  const lines = [
    'version: STSv1',
    `mode: ${mode}`,
    ...[...new Set(servers)].filter((host) => host !== '.').map((host) => `mx: ${host}`),
    `max_age: ${MAX_AGE[mode]}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** The DNS text that announces a policy. A changed policy has a new id, so that servers fetch it. */
export function mtaStsText(policy: string): string {
  const id = createHash('sha256').update(policy).digest('hex').slice(0, 32);
  return `v=STSv1; id=${id}`;
}
