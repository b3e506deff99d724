import { choice, flag, list, record, Refusal, text, whole } from './field';
import { hostOrRoot, ipv4, ipv6 } from './internet-names';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
const LONGEST_TEXT = 4000;

export const txt = text<string>(`printable ASCII, 1 to ${LONGEST_TEXT} characters`, (value) => {
  if (/^".*"$/.test(value)) {
    return new Refusal('leave the inner quotes away, and join several texts into one');
  }
  if (ESCAPE.test(value)) return new Refusal(unescaped(value));
  if (!/^[\x20-\x7e]+$/.test(value)) return new Refusal('remove line breaks and non-ASCII letters');
  return value.length <= LONGEST_TEXT ? value : new Refusal('shorten it');
});

/** Escapes of zone files (RFC 1035, section 5.1), which would be published as they stand. */
const ESCAPE = /\\(?:[;"]|\d{3})/;

function unescaped(value: string): string {
  return /\\\d{3}/.test(value)
    ? 'write each character itself in place of a backslash and its code'
    : `write it without the backslash of zone files: ${JSON.stringify(value.replace(/\\([;"])/g, '$1'))}`;
}

/** RFC 8659, section 4, with the tags of RFC 9495 (mail) and of mark certificates. */
export const caaValue = record({
  tag: choice(['issue', 'issuewild', 'issuemail', 'issuevmc', 'iodef']),
  value: text<string>(
    'a domain of a certificate authority, ";" for none, or an address for iodef',
    (value) =>
      /^(?:mailto:[^\s"]+@[^\s"]+|https?:\/\/[^\s"]+|(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+)? *(?:; *[\x21\x23-\x7e ]*)?)$/.test(
        value,
      ) && value !== ''
        ? value
        : new Refusal('write a name such as "letsencrypt.org" or ";", without quotes'),
  ),
  critical: flag.optional(),
});

const alpnId = text<string>('a protocol, such as "h2"', (value) =>
  /^[a-z0-9./-]{1,255}$/i.test(value) ? value : new Refusal('write one of the IANA registry'),
);
const hints = (what: string, address: typeof ipv4) => list(what, address, { least: 1 }).optional();

/** RFC 9460. */
export const serviceBinding = record({
  priority: whole('priority', 0, 65_535),
  target: hostOrRoot,
  alpn: list('protocols', alpnId, { least: 1 }).optional(),
  port: whole('a port', 0, 65_535).optional(),
  ipv4Hints: hints('IPv4 addresses', ipv4),
  ipv6Hints: hints('IPv6 addresses', ipv6),
});
