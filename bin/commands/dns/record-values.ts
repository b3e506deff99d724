import { isIPv4, isIPv6 } from 'node:net';
import { entriesOf, type Field, type Radix, textOf, unescaped } from './zone-file/entries';
import { fullName } from './zone-file/master-file';
import { decodeData } from './wire';

/** Parts of a value, in one form however it was written: addresses short, hosts whole, texts joined. */
export type Parts = readonly string[];

/** A value is not one of its type. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
}

type Part =
  | 'IPv4 address'
  | 'IPv6 address'
  | 'host'
  | 'number'
  | 'tag'
  | 'text'
  | 'hexadecimal digits'
  | 'texts'
  | 'parameters';

/** Parts that take all the words that are left. */
const MANY: readonly Part[] = ['hexadecimal digits', 'texts', 'parameters'];

/** Presentation format of each type that Route 53 has. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  A: ['IPv4 address'],
  AAAA: ['IPv6 address'],
  CAA: ['number', 'tag', 'text'],
  CNAME: ['host'],
  DS: ['number', 'number', 'number', 'hexadecimal digits'],
  HTTPS: ['number', 'host', 'parameters'],
  MX: ['number', 'host'],
  NAPTR: ['number', 'number', 'text', 'text', 'text', 'host'],
  NS: ['host'],
  PTR: ['host'],
  SRV: ['number', 'number', 'number', 'host'],
  SSHFP: ['number', 'number', 'hexadecimal digits'],
  SVCB: ['number', 'host', 'parameters'],
  TLSA: ['number', 'number', 'number', 'hexadecimal digits'],
  TXT: ['texts'],
};

/** Types whose values are read, compared and imported. */
export const KNOWN_TYPES = Object.keys(PARTS);

interface Spelling {
  /** What relative hosts are relative to; empty where all are whole. */
  readonly origin: string;
  readonly domain: string;
  readonly radix?: Radix;
}

/**
 * The words of a value -> its parts.
 * @throws ValueFault
 */
export function partsOf(type: string, fields: readonly Field[], spelling: Spelling): Parts {
  const shape = PARTS[type];
  if (shape === undefined) throw new ValueFault(`no type ${type}`);
  // RFC 3597, section 5: any type's data in hexadecimal digits.
  if (fields[0]?.raw === '\\#') return genericParts(type, fields);
  const rest = [...fields];
  const whole = `a value of ${type}: ${shape.join(', ')}`;
  const parts = shape.flatMap((part) => {
    const words = MANY.includes(part) ? rest.splice(0) : rest.splice(0, 1);
    if (words.length === 0 && part !== 'parameters') throw new ValueFault(whole);
    return partOf(part, words, spelling, (found) => new ValueFault(`${found} in ${whole}`));
  });
  if (rest.length > 0) throw new ValueFault(whole);
  return parts;
}

type Faulty = (expected: string) => ValueFault;

function partOf(
  part: Part,
  fields: readonly Field[],
  { origin, domain, radix }: Spelling,
  fault: Faulty,
): readonly string[] {
  const raw = fields.map((field) => field.raw).join('');
  const expect = (isSound: boolean, what: string) => {
    if (!isSound) throw fault(what);
  };
  switch (part) {
    case 'IPv4 address':
      expect(isIPv4(raw), 'four numbers of 0 to 255');
      return [raw];
    case 'IPv6 address':
      expect(isIPv6(raw) && !raw.includes('%'), 'an address without zone and brackets');
      return [shortAddress(raw)];
    case 'number':
      expect(/^\d{1,10}$/.test(raw), `a number in place of "${raw}"`);
      return [String(Number(raw))];
    case 'host':
      return [fullName(raw, origin, domain) || '.'];
    case 'tag':
      expect(/^[a-z0-9]+$/i.test(raw), `a tag in place of "${raw}"`);
      return [raw.toLowerCase()];
    case 'hexadecimal digits':
      expect(/^[0-9a-f]+$/i.test(raw), 'digits and a to f');
      return [raw.toLowerCase()];
    case 'parameters':
      return fields.map((field) => field.raw).sort(byKey);
    case 'text':
    case 'texts':
      return [fields.map((field) => unescaped(field.raw, radix)).join('')];
  }
}

function genericParts(type: string, [, length, ...data]: readonly Field[]): Parts {
  const bytes = Buffer.from(data.map(({ raw }) => raw).join(''), 'hex');
  const wrong = new ValueFault(`data of ${type}: its length, then hexadecimal digits (RFC 3597)`);
  if (String(bytes.length) !== length?.raw || bytes.length === 0) throw wrong;
  try {
    return decodedParts(type, decodeData(type, bytes));
  } catch (cause) {
    if (cause instanceof ValueFault) throw cause;
    throw wrong;
  }
}

/** What dns-packet gives for a value, which its types leave open. */
type Decoded = Readonly<Record<string, unknown>>;

/** A value as it came over the wire -> its parts. */
export function decodedParts(type: string, data: unknown): Parts {
  const values = (keys: readonly string[]) =>
    keys.map((key) => {
      const value = (data as Decoded)[key];
      return Buffer.isBuffer(value) ? value.toString('hex') : bareHost(String(value));
    });
  switch (type) {
    case 'A':
      return [String(data)];
    case 'AAAA':
      return [shortAddress(String(data))];
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return [bareHost(String(data))];
    case 'TXT':
      return [textOf(Buffer.concat((Array.isArray(data) ? data : [data]) as Buffer[]))];
    case 'MX':
      return values(['preference', 'exchange']);
    case 'SRV':
      return values(['priority', 'weight', 'port', 'target']);
    case 'DS':
      return values(['keyTag', 'algorithm', 'digestType', 'digest']);
    case 'SSHFP':
      return values(['algorithm', 'hash', 'fingerprint']);
    case 'TLSA':
      return values(['usage', 'selector', 'matchingType', 'certificate']);
    case 'CAA': {
      const { flags, tag, value } = data as Decoded;
      return [String(flags), String(tag).toLowerCase(), String(value)];
    }
    case 'NAPTR': {
      const { order, preference, flags, services, regexp, replacement } = data as Decoded;
      return [order, preference, flags, services, regexp]
        .map(String)
        .concat(bareHost(String(replacement)));
    }
    case 'HTTPS':
    case 'SVCB':
      return bindingParts(data as Buffer);
    default:
      throw new ValueFault(`no type ${type}`);
  }
}

/** RFC 9460, section 14.3.2. */
const PARAMETERS = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'];

/** RFC 9460, section 2.2. The library leaves these types as bytes. */
function bindingParts(data: Buffer): Parts {
  const labels: string[] = [];
  let at = 2;
  for (let size = data.readUInt8(at); size > 0; size = data.readUInt8(at)) {
    labels.push(data.subarray(at + 1, at + 1 + size).toString('latin1'));
    at += 1 + size;
  }
  at += 1;
  const parameters: string[] = [];
  while (at < data.length) {
    const key = data.readUInt16BE(at);
    const end = at + 4 + data.readUInt16BE(at + 2);
    if (end > data.length) throw new ValueFault('a whole parameter');
    parameters.push(parameterText(key, data.subarray(at + 4, end)));
    at = end;
  }
  const priority = String(data.readUInt16BE(0));
  return [priority, labels.join('.').toLowerCase() || '.', ...parameters.sort(byKey)];
}

function parameterText(key: number, value: Buffer): string {
  const name = PARAMETERS[key] ?? `key${key}`;
  const pieces = (size: number, text: (piece: Buffer) => string) =>
    Array.from({ length: value.length / size }, (_, index) =>
      text(value.subarray(index * size, (index + 1) * size)),
    ).join(',');
  switch (name) {
    case 'alpn': {
      const ids: string[] = [];
      for (let at = 0; at < value.length; at += 1 + value.readUInt8(at)) {
        ids.push(value.subarray(at + 1, at + 1 + value.readUInt8(at)).toString('latin1'));
      }
      return `alpn=${ids.join(',')}`;
    }
    case 'port':
      return `port=${value.readUInt16BE(0)}`;
    case 'ipv4hint':
      return `ipv4hint=${pieces(4, (piece) => piece.join('.'))}`;
    case 'ipv6hint':
      return `ipv6hint=${pieces(16, (piece) => shortAddress((piece.toString('hex').match(/.{4}/g) ?? []).join(':')))}`;
    case 'mandatory':
      return `mandatory=${pieces(2, (piece) => PARAMETERS[piece.readUInt16BE(0)] ?? `key${piece.readUInt16BE(0)}`)}`;
    case 'no-default-alpn':
      return name;
    case 'ech':
      return `ech=${value.toString('base64')}`;
    default:
      return `${name}=${value.toString('latin1')}`;
  }
}

/** In the order of their keys, by which the wire has them. */
function byKey(one: string, other: string): number {
  const rank = (text: string) => {
    const key = text.replace(/=.*$/s, '');
    const known = PARAMETERS.indexOf(key);
    return known === -1 ? Number(/^key(\d+)$/.exec(key)?.[1] ?? 65_535) : known;
  };
  return rank(one) - rank(other);
}

/** One line for a person, and what two values are compared by. A text stands without quotes. */
export function valueText(type: string, parts: Parts): string {
  if (type === 'CAA') return `${parts[0] ?? ''} ${parts[1] ?? ''} "${parts[2] ?? ''}"`;
  if (type !== 'NAPTR') return parts.join(' ');
  return parts.map((part, index) => (index > 1 && index < 5 ? `"${part}"` : part)).join(' ');
}

/** A value as Route 53 and templates have it: every host whole, codes in eight. @throws ValueFault */
export function valueOfText(type: string, text: string): string {
  const fields = entriesOf(text)[0]?.fields ?? [];
  return valueText(type, partsOf(type, fields, { origin: '', domain: '', radix: 8 }));
}

/** As a resolver prints it, however it was typed. */
export function shortAddress(value: string): string {
  return new URL(`http://[${value}]`).hostname.slice(1, -1);
}

/** In lower case, without the trailing dot; the root is `.`. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/(?<=.)\.$/, '');
}
