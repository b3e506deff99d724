import { z } from 'zod';
import { list, record, Refusal, text, whole } from './field';
import { hostName, ipv4, ipv6 } from './internet-names';

/** Route 53 takes any 32-bit TTL (RFC 2181, section 8). */
const ttlSeconds = whole('seconds', 0, 2 ** 31 - 1)
  .optional()
  .transform((ttl) => ttl ?? 3600);

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

const recordName = text<string>(
  'a name relative to the zone, such as "www", or "@" for the zone itself',
  (value) => {
    if (value === '@' || value === '*') return value;
    const lower = value.toLowerCase();
    if (lower !== value) return new Refusal(`write "${lower}"`);
    const labels = value.replace(/^\*\./, '').split('.');
    return labels.every((label) => LABEL.test(label))
      ? value
      : new Refusal(
          value.endsWith('.')
            ? 'leave the zone and the trailing dot away'
            : 'use letters, digits, hyphens and underscores, 1 to 63 between two dots',
        );
  },
);

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
const LONGEST_TEXT = 4000;

const txt = text<string>(`printable ASCII, 1 to ${LONGEST_TEXT} characters`, (value) => {
  if (/^".*"$/.test(value)) return new Refusal('leave the inner quotes away; Waypost adds them');
  if (!/^[\x20-\x7e]+$/.test(value)) return new Refusal('remove line breaks and non-ASCII letters');
  return value.length <= LONGEST_TEXT ? value : new Refusal('shorten it');
});

const common = { name: recordName, ttlSeconds };
const someOf = <Element extends z.ZodType>(what: string, element: Element) =>
  list(what, element, { least: 1 });

export const dnsRecord = z.discriminatedUnion(
  'type',
  [
    record({ ...common, type: z.literal('A'), values: someOf('IPv4 addresses', ipv4) }),
    record({ ...common, type: z.literal('AAAA'), values: someOf('IPv6 addresses', ipv6) }),
    record({ ...common, type: z.literal('TXT'), values: someOf('texts', txt) }),
    record({ ...common, type: z.literal('NS'), values: someOf('name servers', hostName) }),
    record({ ...common, type: z.literal('CNAME'), value: hostName }),
    record({
      ...common,
      type: z.literal('MX'),
      values: someOf(
        'mail servers',
        record({ priority: whole('preference', 0, 65_535), host: hostName }),
      ),
    }),
  ],
  { error: 'a record of type A, AAAA, TXT, NS, CNAME or MX' },
);
