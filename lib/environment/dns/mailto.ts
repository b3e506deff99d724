import type { EmailAddress } from '../../types/branded';

/**
 * An address as a URI (RFC 6068) that DMARC and TLS reporting take in a list: what means something to
 * them (`!` a size, `,` the next address) is percent-encoded.
 */
export function mailto(address: EmailAddress): string {
  const [local = '', domain = ''] = address.split('@');
  const encoded = encodeURIComponent(local).replaceAll('%2B', '+').replaceAll('!', '%21');
  return `mailto:${encoded}@${domain}`;
}
