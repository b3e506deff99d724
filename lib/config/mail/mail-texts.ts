import { createPublicKey, type KeyObject } from 'node:crypto';
import { ZONE_NAMES } from '../../naming';

/** Texts that receivers would read in another way than the owner means. */
export interface TextAdvice {
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/** RFC 8461, section 3.1: a version, an id, and what later versions may add. */
const STS =
  /^v=STSv1(?:[ \t]*;[ \t]*[A-Za-z\d][\w.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+)+[ \t]*(?:;[ \t]*)?$/;
const STS_ID = /;[ \t]*id=[A-Za-z\d]{1,32}[ \t]*(?:;|$)/;
/** RFC 8460, section 3. */
const ADDRESS = String.raw`(?:mailto:[^\s,;!@]+@[^\s,;!@]+|https:\/\/[^\s,;!]+)`;
const REPORTS = new RegExp(
  String.raw`^v=TLSRPTv1[ \t]*;[ \t]*rua=${ADDRESS}(?:[ \t]*,[ \t]*${ADDRESS})*[ \t]*(?:;.*)?$`,
);

/** Advice on texts whose purpose is clear from their names: MTA-STS, TLS reports and keys of DKIM. */
export function mailTextAdvice(name: string, texts: readonly string[]): TextAdvice[] {
  if (name === ZONE_NAMES.mtaSts) {
    return single(texts, /^v=STSv1[ \t]*;/, (text) => STS.test(text) && STS_ID.test(text), {
      expected:
        'one text such as "v=STSv1; id=20261101": servers do not read any other text as a policy (RFC 8461, section 3.1)',
      fix: 'correct it, or use the option mtaSts, which writes it',
    });
  }
  if (name === ZONE_NAMES.tlsReports) {
    return single(texts, /^v=TLSRPTv1[ \t]*;/, (text) => REPORTS.test(text), {
      expected:
        'one text such as "v=TLSRPTv1; rua=mailto:tls@example.com": nobody sends reports for any other text (RFC 8460, section 3)',
      fix: 'correct it, or use the option tlsReports, which writes it',
    });
  }
  const isKeyName = new RegExp(String.raw`(?:^|\.)${ZONE_NAMES.dkim}(?:\.|$)`).test(name);
  // The names of policies that no longer mean anything, and of reports (RFC 5617, RFC 6651).
  if (!isKeyName || name === ZONE_NAMES.dkim || /^_(?:adsp|report|policy)\./.test(name)) return [];
  return keyAdvice(texts.filter(resemblesKey));
}

/** If there are several valid texts, none is valid. */
function single(
  texts: readonly string[],
  counts: RegExp,
  isSound: (text: string) => boolean,
  advice: Omit<TextAdvice, 'found'>,
): TextAdvice[] {
  const [text, ...more] = texts.filter((one) => counts.test(one));
  return text !== undefined && more.length === 0 && isSound(text)
    ? []
    : [{ found: texts.join(' '), ...advice }];
}

function keyAdvice(texts: readonly string[]): TextAdvice[] {
  const [text, ...more] = texts;
  if (text === undefined) return [];
  const advice = (expected: string, fix: string) => [{ found: text, expected, fix }];
  if (more.length > 0) {
    return advice(
      'one key at each name: of several, receivers use any (RFC 6376, section 3.6.2.2)',
      'give each key its own selector',
    );
  }
  const tags = tagsOf(text);
  const version = tags.findIndex(([tag]) => tag === 'v');
  if (
    tags.some(([tag]) => !/^[a-z]\w*$/i.test(tag)) ||
    version > 0 ||
    (version === 0 && tags[0]?.[1] !== 'DKIM1')
  ) {
    return advice(
      'tags such as "v=DKIM1; k=rsa; p=MII...", with semicolons between them and v first (RFC 6376, section 3.6.1)',
      'copy the text as your mail provider shows it',
    );
  }
  const value = (tag: string) => tags.find(([one]) => one === tag)?.[1];
  const key = value('p')?.replaceAll(/\s/g, '');
  if (key === undefined)
    return advice('the key itself, "p=" (RFC 6376, section 3.6.1)', 'copy the whole text');
  // An empty value revokes a key.
  if (key === '') return [];
  const fault = keyFault(value('k') ?? 'rsa', Buffer.from(key, 'base64'), key);
  return fault === undefined ? [] : advice(...fault);
}

function keyFault(
  type: string,
  bytes: Buffer,
  text: string,
): [expected: string, fix: string] | undefined {
  const COPY = 'copy the whole text: providers often show it in several pieces';
  if (!/^[\w+/-]+={0,2}$/.test(text)) return ['a key in base64 after "p="', COPY];
  // RFC 8463: the 32 bytes of the key alone.
  if (type === 'ed25519')
    return bytes.length === 32 ? undefined : ['32 bytes of an Ed25519 key (RFC 8463)', COPY];
  if (type !== 'rsa')
    return ['rsa or ed25519 as "k=": receivers know no other', 'remove the record'];
  const bits = rsaKey(bytes)?.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined)
    return ['a complete RSA key after "p=": this one is cut off or damaged', COPY];
  return bits >= 1024
    ? undefined
    : [
        'a key of 1024 bits or more: receivers refuse shorter ones (RFC 8301)',
        'ask your mail provider for a new key',
      ];
}

/** RFC 6376 has the bare key, and nearly everybody publishes it with its type around it. */
function rsaKey(key: Buffer): KeyObject | undefined {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      return createPublicKey({ key, format: 'der', type });
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A text at a key's name that is no key, such as a verification, is ignored. */
function resemblesKey(text: string): boolean {
  return /^\W*v\W*dkim/i.test(text) || /(?:^|;)\s*p\s*=/.test(text);
}

/** `k=rsa; p=` -> tag and value; a text behind no `=` is a tag without one. */
function tagsOf(text: string): [tag: string, value: string][] {
  return text
    .replace(/;\s*$/, '')
    .split(';')
    .map((part) => {
      const [, tag = part, value = ''] = /^([^=]*)=([^]*)$/.exec(part) ?? [];
      return [tag.trim(), value.trim()];
    });
}
