/** Parts of a value, always in the same form: addresses short, hosts as full names, texts joined. */
export type Parts = readonly string[];

/** A value does not fit its type. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
}

/** One line for a person, and for comparing two values. A text has no quotes. */
export function valueText(type: string, parts: Parts): string {
  if (type === 'CAA') return `${parts[0] ?? ''} ${parts[1] ?? ''} "${parts[2] ?? ''}"`;
  if (type !== 'NAPTR') return parts.join(' ');
  return parts.map((part, index) => (index > 1 && index < 5 ? `"${part}"` : part)).join(' ');
}

/** The form in which resolvers print an address. */
export function shortAddress(value: string): string {
  return new URL(`http://[${value}]`).hostname.slice(1, -1);
}

/** In lower case, without the trailing dot; the root is `.`. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/(?<=.)\.$/, '');
}
