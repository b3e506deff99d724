import { type Parts, shortAddress, ValueFault } from './value';

/** RFC 9460, section 14.3.2. */
const PARAMETERS = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'];

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
export function byKey(one: string, other: string): number {
  const rank = (text: string) => {
    const key = text.replace(/=.*$/s, '');
    const known = PARAMETERS.indexOf(key);
    return known === -1 ? Number(/^key(\d+)$/.exec(key)?.[1] ?? 65_535) : known;
  };
  return rank(one) - rank(other);
}
