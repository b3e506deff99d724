import { isIPv4, isIPv6 } from 'node:net';
import { decodeData, type KnownType } from '../wire';
import { entriesOf, type Field, type Radix, unescaped } from '../zone-file/entries';
import { fullName } from '../zone-file/master-file';
import { decodedParts } from './decoded';
import { byKey, parameterOf } from './service-parameters';
import { type Parts, shortAddress, ValueFault, valueText } from './value';

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

/** Parts that take all remaining words. */
const MANY: readonly Part[] = ['hexadecimal digits', 'texts', 'parameters'];

/** Presentation format of each type that Route 53 has. */
const PARTS: Readonly<Record<KnownType, readonly Part[]>> = {
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

export function isKnownType(type: string): type is KnownType {
  return KNOWN_TYPES.includes(type);
}

interface Spelling {
  /** The domain of relative hosts; empty if all hosts are full names. */
  readonly origin: string;
  readonly domain: string;
  readonly radix?: Radix;
}

/**
 * The words of a value -> its parts.
 * @throws ValueFault
 */
export function partsOf(type: string, fields: readonly Field[], spelling: Spelling): Parts {
  if (!isKnownType(type)) throw new ValueFault(`no type ${type}`);
  const shape = PARTS[type];
  // RFC 3597, section 5: data of any type in hexadecimal digits.
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
      expect(isIPv6(raw) && !raw.includes('%'), 'an address without a zone and without brackets');
      return [shortAddress(raw)];
    case 'number':
      expect(/^\d{1,10}$/.test(raw), `a number instead of "${raw}"`);
      return [String(Number(raw))];
    case 'host':
      return [fullName(raw, origin, domain) || '.'];
    case 'tag':
      expect(/^[a-z0-9]+$/i.test(raw), `a tag instead of "${raw}"`);
      return [raw.toLowerCase()];
    case 'hexadecimal digits':
      expect(/^[0-9a-f]+$/i.test(raw), 'digits and a to f');
      return [raw.toLowerCase()];
    case 'parameters':
      return fields.map((field) => parameterOf(field.raw, radix)).sort(byKey);
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

/** A value as Route 53 and templates write it: full host names, octal codes. @throws ValueFault */
export function valueOfText(type: string, text: string): string {
  const fields = entriesOf(text)[0]?.fields ?? [];
  return valueText(type, partsOf(type, fields, { origin: '', domain: '', radix: 8 }));
}
