import { isIPv6 } from 'node:net';
import { bytesOf, type Radix, textOf } from '../zone-file/entries';
import { type Parts, shortAddress, ValueFault } from './value';

/** Names of parameters by their keys: RFC 9460, section 14.3.2, RFC 9461 and RFC 9540. */
const PARAMETERS = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
  'ohttp',
];

/** RFC 9460, section 2.2. The library leaves these types as bytes. */
export function bindingParts(data: Buffer): Parts {
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

/** A parameter in a zone file -> the form that a parameter from the network gets. RFC 9460, section 2.1. */
export function parameterOf(raw: string, radix?: Radix): string {
  const [, key = '', given = ''] = /^([^=]*)=?(.*)$/s.exec(raw) ?? [];
  const bytes = bytesOf(given, radix);
  // `key3` has bytes, `port` has a number.
  const number = /^key(\d+)$/.exec(key)?.[1];
  if (number !== undefined) return parameterText(Number(number), bytes);
  const value = textOf(bytes);
  switch (key) {
    case 'mandatory':
      return spelled(key, value.split(',').map(sameName).sort(byKey).join(','));
    case 'ipv6hint':
      return spelled(key, value.split(',').map(hint).join(','));
    default:
      return spelled(key, value);
  }
}

function parameterText(key: number, value: Buffer): string {
  const name = nameOf(key);
  const pieces = (size: number, text: (piece: Buffer) => string) => {
    if (value.length % size !== 0) throw new ValueFault(`${name} of ${size} bytes each`);
    return Array.from({ length: value.length / size }, (_, index) =>
      text(value.subarray(index * size, (index + 1) * size)),
    ).join(',');
  };
  switch (name) {
    case 'alpn': {
      const ids: string[] = [];
      for (let at = 0; at < value.length; at += 1 + value.readUInt8(at)) {
        ids.push(value.subarray(at + 1, at + 1 + value.readUInt8(at)).toString('latin1'));
      }
      return spelled(name, ids.join(','));
    }
    case 'port':
      return spelled(
        name,
        pieces(2, (piece) => String(piece.readUInt16BE(0))),
      );
    case 'ipv4hint':
      return spelled(
        name,
        pieces(4, (piece) => piece.join('.')),
      );
    case 'ipv6hint':
      return spelled(
        name,
        pieces(16, (piece) => shortAddress((piece.toString('hex').match(/.{4}/g) ?? []).join(':'))),
      );
    case 'mandatory':
      return spelled(
        name,
        pieces(2, (piece) => nameOf(piece.readUInt16BE(0))),
      );
    case 'ech':
      return spelled(name, value.toString('base64'));
    default:
      return spelled(name, textOf(value));
  }
}

function hint(address: string): string {
  if (!isIPv6(address)) throw new ValueFault(`IPv6 addresses behind ipv6hint=, not "${address}"`);
  return shortAddress(address);
}

/** `no-default-alpn` has no value. */
const spelled = (name: string, value: string) => (value === '' ? name : `${name}=${value}`);

const nameOf = (key: number) => PARAMETERS[key] ?? `key${key}`;
const sameName = (name: string) => {
  const number = /^key(\d+)$/.exec(name)?.[1];
  return number === undefined ? name : nameOf(Number(number));
};

/** In the order of their keys, as in network messages. */
export function byKey(one: string, other: string): number {
  const rank = (text: string) => {
    const key = text.replace(/=.*$/s, '');
    const known = PARAMETERS.indexOf(key);
    return known === -1 ? Number(/^key(\d+)$/.exec(key)?.[1] ?? 65_535) : known;
  };
  return rank(one) - rank(other);
}
