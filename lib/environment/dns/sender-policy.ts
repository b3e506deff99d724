import type { DnsRecord } from '../../config/config';
import { isSpf } from '../../config/mail/spf';

const APEX = '@';

/**
 * "No host mails as this domain" (RFC 7208, section 10.1.2). True of Waypost's own mail: its envelope
 * has the MAIL FROM subdomain as sender, which has an SPF text of its own.
 */
const NO_SENDERS = 'v=spf1 -all';

/**
 * The owner's records with an SPF text at the apex, if it is known. A domain with mail servers mails
 * by itself, from where only the owner knows; one without any could not even hear of a bounce.
 */
export function withSenderPolicy(records: readonly DnsRecord[]): readonly DnsRecord[] {
  const apex = records.filter(({ name }) => name === APEX);
  const receives = apex.some(
    (record) => record.type === 'MX' && record.values.some(({ host }) => host !== '.'),
  );
  const texts = apex.find((record) => record.type === 'TXT');
  if (receives || texts?.values.some(isSpf) === true) return records;
  const policy: DnsRecord = texts
    ? { ...texts, values: [...texts.values, NO_SENDERS] }
    : { name: APEX, type: 'TXT', ttlSeconds: 3600, values: [NO_SENDERS] };
  return [...records.filter((record) => record !== texts), policy];
}
