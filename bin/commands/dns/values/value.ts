/** Parts of a value, in one form however it was written: addresses short, hosts whole, texts joined. */
export type Parts = readonly string[];

/** A value is not one of its type. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
}

/** One line for a person, and what two values are compared by. A text stands without quotes. */
export function valueText(type: string, parts: Parts): string {
  if (type === 'CAA') return `${parts[0] ?? ''} ${parts[1] ?? ''} "${parts[2] ?? ''}"`;
  if (type !== 'NAPTR') return parts.join(' ');
  return parts.map((part, index) => (index > 1 && index < 5 ? `"${part}"` : part)).join(' ');
}

/** As a resolver prints it, however it was typed. */
export function shortAddress(value: string): string {
  return new URL(`http://[${value}]`).hostname.slice(1, -1);
}

/** In lower case, without the trailing dot; the root is `.`. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/(?<=.)\.$/, '');
}
