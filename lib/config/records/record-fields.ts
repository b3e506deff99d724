import { z } from 'zod';
import { choice, flag, list, record, Refusal, text, whole } from '../fields/field';
import { hostOrRoot, ipv4, ipv6 } from '../fields/internet-names';
import { nearest } from '../fields/suggest';

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

/** RFC 8659, section 4, with the tags of RFC 9495 (mail) and of mark certificates. */
export const caaValue = record({
  tag: choice(['issue', 'issuewild', 'issuemail', 'issuevmc', 'iodef']),
  value: text<string>('a text', (value) => value),
  critical: flag.optional(),
}).transform((given, context) => {
  const { tag, value } = given;
  const fault = tag === 'iodef' ? reportFault(value) : issuerFault(value);
  if (fault === undefined) return given;
  context.addIssue({
    code: 'custom',
    path: ['value'],
    message:
      tag === 'iodef'
        ? 'an address for reports, such as "mailto:security@example.com"'
        : 'the domain of a certificate authority, or ";" for none',
    params: { fix: fault.fix },
  });
  return z.NEVER;
});

function reportFault(value: string): Refusal | undefined {
  if (/^(?:mailto:[^\s"@]+@[^\s"@]+|https?:\/\/[^\s"]+)$/.test(value)) return undefined;
  return new Refusal(
    /^[^\s"@:]+@[^\s"@]+$/.test(value)
      ? `write "mailto:${value}"`
      : 'write it with "mailto:" or "https://" in front, without quotes',
  );
}

const ISSUER = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+)? *(?:; *[\x21\x23-\x7e ]*)?$/;

function issuerFault(value: string): Refusal | undefined {
  if (value !== '' && ISSUER.test(value)) return parameterFault(value);
  const [domain = '', ...conditions] = value.replace(/^"(.*)"$/, '$1').split(';');
  const name = domain.trim().replace(/\.$/, '').toLowerCase();
  const corrected = [name, ...conditions].join(';');
  return new Refusal(
    corrected !== '' && ISSUER.test(corrected)
      ? `write "${corrected}"`
      : 'write a name such as "letsencrypt.org", or ";". For reports, use the tag iodef',
  );
}

/** IANA, "ACME Validation Methods"; an authority's own begin with `ca-` (RFC 8657, section 4). */
const VALIDATION_METHODS = [
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'email-reply-00',
  'tkauth-01',
  'onion-csr-01',
  'dns-account-01',
  'dns-persist-01',
  'bp-nodeid-00',
];

/**
 * What authorities would take for a condition that nothing fulfils (RFC 8659, section 4.2, and RFC 8657):
 * they would refuse every certificate.
 */
function parameterFault(value: string): Refusal | undefined {
  const texts = value
    .split(';')
    .slice(1)
    .map((text) => text.trim());
  if (texts.length === 1 && texts[0] === '') return undefined;
  const parameters = texts.map((text) =>
    /^([a-z\d]+(?:-+[a-z\d]+)*) *= *([\x21-\x7e]*)$/i.exec(text),
  );
  if (parameters.includes(null)) {
    return new Refusal(
      'write each condition as name=value, with ";" between two conditions and none at the end',
    );
  }
  const names = parameters.map((found) => found?.[1]?.toLowerCase());
  for (const [index, name] of names.entries()) {
    const given = parameters[index]?.[2] ?? '';
    if (name !== 'accounturi' && name !== 'validationmethods') continue;
    if (names.indexOf(name) !== index) return new Refusal(`write ${name} only once`);
    const fault = name === 'accounturi' ? accountFault(given) : methodFault(given);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function accountFault(uri: string): Refusal | undefined {
  return URL.canParse(uri)
    ? undefined
    : new Refusal('write the complete address of your account after accounturi=');
}

function methodFault(list: string): Refusal | undefined {
  for (const method of list.split(',')) {
    if (!/^[a-z\d-]+$/i.test(method)) {
      return new Refusal(
        'write methods after validationmethods=, with only a comma between two of them',
      );
    }
    if (VALIDATION_METHODS.includes(method) || method.startsWith('ca-')) continue;
    const guess = nearest(method, VALIDATION_METHODS);
    if (guess !== undefined) return new Refusal(`did you mean "validationmethods=${guess}"?`);
  }
  return undefined;
}

const alpnId = text<string>('a protocol, such as "h2"', (value) =>
  /^[a-z0-9./-]{1,255}$/i.test(value)
    ? value
    : new Refusal('write a protocol of the IANA registry'),
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
