import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** A hash of the source of a request. Without the day's secret, nobody can trace it to the source. */
export function sourceHash(address: string, secret: string): string {
  return createHmac('sha256', secret).update(networkOf(address)).digest('base64url');
}

/** IPv6: the /64, because one household or server has a whole one. */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%');
  if (!isIPv6(plain)) return address;
  const mapped = /^::ffff:([\d.]+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  // An IPv4 address at the end is two groups, and never among the first four.
  const [head = '', tail] = plain.replace(/[\d.]*\.[\d.]*$/, '0:0').split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
