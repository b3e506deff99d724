import * as ipaddr from 'ipaddr.js';

/** Whether an IP address is one of the public internet; an IPv4 address in an IPv6 one counts as such. */
export function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}
