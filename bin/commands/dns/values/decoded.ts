import { textOf } from '../zone-file/entries';
import { bindingParts } from './service-parameters';
import { bareHost, type Parts, shortAddress, ValueFault } from './value';

/** dns-packet's form of a value. The library's types leave it open. */
type Decoded = Readonly<Record<string, unknown>>;

/** A value from the network -> its parts. */
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
