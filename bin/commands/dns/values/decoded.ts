import { textOf } from '../zone-file/entries';
import type { KnownType } from '../wire';
import { bindingParts } from './service-parameters';
import { bareHost, type Parts, shortAddress, ValueFault } from './value';

/** dns-packet's form of a value. The library's types leave it open. */
type Decoded = Readonly<Record<string, unknown>>;

type Decode = (data: unknown) => Parts;

const hostParts: Decode = (data) => [bareHost(String(data))];

/** The value's parts by their keys; bytes as hexadecimal digits. */
const byKeys =
  (...keys: string[]): Decode =>
  (data) =>
    keys.map((key) => {
      const value = (data as Decoded)[key];
      return Buffer.isBuffer(value) ? value.toString('hex') : bareHost(String(value));
    });

const DECODERS: Readonly<Record<KnownType, Decode>> = {
  A: (data) => [String(data)],
  AAAA: (data) => [shortAddress(String(data))],
  CAA: (data) => {
    const { flags, tag, value } = data as Decoded;
    return [String(flags), String(tag).toLowerCase(), String(value)];
  },
  CNAME: hostParts,
  DS: byKeys('keyTag', 'algorithm', 'digestType', 'digest'),
  HTTPS: (data) => bindingParts(data as Buffer),
  MX: byKeys('preference', 'exchange'),
  NAPTR: (data) => {
    const { order, preference, flags, services, regexp, replacement } = data as Decoded;
    return [order, preference, flags, services, regexp]
      .map(String)
      .concat(bareHost(String(replacement)));
  },
  NS: hostParts,
  PTR: hostParts,
  SRV: byKeys('priority', 'weight', 'port', 'target'),
  SSHFP: byKeys('algorithm', 'hash', 'fingerprint'),
  SVCB: (data) => bindingParts(data as Buffer),
  TLSA: byKeys('usage', 'selector', 'matchingType', 'certificate'),
  TXT: (data) => [textOf(Buffer.concat((Array.isArray(data) ? data : [data]) as Buffer[]))],
};

/** A value from the network -> its parts. @throws ValueFault */
export function decodedParts(type: string, data: unknown): Parts {
  if (!Object.hasOwn(DECODERS, type)) throw new ValueFault(`no type ${type}`);
  return DECODERS[type as KnownType](data);
}
