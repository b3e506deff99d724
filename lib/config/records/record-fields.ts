import type { z } from 'zod';
import { type InputOf, list, record, Refusal, text, whole } from '../fields/field';
import { hostOrRoot, ipv4, ipv6 } from '../fields/internet-names';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
const LONGEST_TEXT = 4000;

export const txt = text<string>(`printable ASCII, 1 to ${LONGEST_TEXT} characters`, (value) => {
  if (value === '') return new Refusal('write a text, or remove it');
  if (/^".*"$|" +"/.test(value)) {
    return new Refusal('leave out the inner quotes, and join several texts into one');
  }
  if (ESCAPE.test(value)) return new Refusal(unescaped(value));
  const [foreign] = /[^\x20-\x7e]/u.exec(value) ?? [];
  if (foreign !== undefined) return new Refusal(inAscii(foreign));
  return value.length <= LONGEST_TEXT ? value : new Refusal('shorten it');
});

/** What word processors and web pages make of a key, and a text has to have the key of. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/\p{Pd}|\u2212/u, '-'],
  [/["\u201c-\u201f]/u, '"'],
  [/[\u2018-\u201b]/u, "'"],
  [/\s/u, ' '],
];

function inAscii(character: string): string {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  const [, ascii] = LOOK_ALIKES.find(([pattern]) => pattern.test(character)) ?? [];
  const seen = /[\s\p{C}]/u.test(character) ? '' : `"${character}", `;
  const what = `${seen}U+${code}`;
  return ascii === undefined
    ? `remove ${what}: it is not printable ASCII`
    : `write ${ascii === ' ' ? 'a space' : ascii} instead of ${what}`;
}

/** Escapes of zone files (RFC 1035, section 5.1), which would be published as they stand. */
const ESCAPE = /\\(?:[;"]|\d{3})/;

function unescaped(value: string): string {
  return /\\\d{3}/.test(value)
    ? 'write each character itself instead of a backslash and its code'
    : `leave out the backslash, which only zone files need: ${JSON.stringify(value.replace(/\\([;"])/g, '$1'))}`;
}

const alpnId = text<string>('a protocol, such as "h2"', (value) =>
  /^[a-z0-9./-]{1,255}$/i.test(value)
    ? value
    : new Refusal('write a protocol of the IANA registry'),
);
const hints = (what: string, address: typeof ipv4) => list(what, address, { least: 1 }).optional();

const schema = record({
  /** 0: the name is an alias of the target, without other keys. Otherwise the lowest is tried first. */
  priority: whole('priority', 0, 65_535),
  /** A host, or `.` for the record's own name. */
  target: hostOrRoot,
  /** Protocols, such as `h3` and `h2`. */
  alpn: list('protocols', alpnId, { least: 1 }).optional(),
  /** 0 to 65535, if it is not the usual one. */
  port: whole('a port', 0, 65_535).optional(),
  /** IPv4 addresses of the target. */
  ipv4Hints: hints('IPv4 addresses', ipv4),
  /** IPv6 addresses of the target. */
  ipv6Hints: hints('IPv6 addresses', ipv6),
});

/** RFC 9460. */
export type ServiceBindingInput = InputOf<typeof schema>;
export const serviceBinding: z.ZodType<z.output<typeof schema>, ServiceBindingInput> = schema;
