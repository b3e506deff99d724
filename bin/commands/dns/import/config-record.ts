import type { DnsRecordInput } from '../../../../lib/config/records/dns-records';
import type { NamingRuleInput } from '../../../../lib/config/records/naptr';
import type { ServiceBindingInput } from '../../../../lib/config/records/record-fields';
import type { Parts } from '../values/value';
import type { RecordGroup, TakenRecord } from './taken';

const DEFAULT_TTL = 3600;

/** As an owner would write it. */
export function recordOf({ name, type, ttlSeconds, values, lines }: RecordGroup): TakenRecord {
  const ttl = ttlSeconds === undefined || ttlSeconds === DEFAULT_TTL ? {} : { ttlSeconds };
  const [first = []] = values;
  const [one = '', two = '', three = ''] = first;
  const numbers = (parts: Parts, count: number) => parts.slice(0, count).map(Number);
  const record = (): DnsRecordInput => {
    switch (type) {
      case 'CNAME':
        return { name, type, ...ttl, value: one };
      case 'MX':
        return {
          name,
          type,
          ...ttl,
          values: values.map(([priority, host = '']) => ({ priority: Number(priority), host })),
        };
      case 'SRV':
        return {
          name,
          type,
          ...ttl,
          values: values.map((parts) => {
            const [priority = 0, weight = 0, port = 0] = numbers(parts, 3);
            return { priority, weight, port, host: parts[3] ?? '' };
          }),
        };
      case 'CAA':
        return {
          name,
          type,
          ...ttl,
          values: values.map(([flags, tag = '', value = '']) => ({
            // An unknown tag is refused later, by name.
            tag: tag as 'issue',
            value,
            ...((Number(flags) & 128) !== 0 && { critical: true }),
          })),
        };
      case 'NAPTR':
        return { name, type, ...ttl, values: values.map(namingRule) };
      case 'HTTPS':
      case 'SVCB':
        return { name, type, ...ttl, values: values.map(serviceBinding) };
      case 'ALIAS': {
        const isIpv6 = values.some(([family]) => family === 'AAAA');
        return {
          name,
          type,
          target: two,
          ...(!two.endsWith('.cloudfront.net') && { targetZoneId: three }),
          ...(!isIpv6 && { ipv6: false }),
        };
      }
      case 'A':
      case 'AAAA':
      case 'DS':
      case 'NS':
      case 'PTR':
      case 'SSHFP':
      case 'TLSA':
      case 'TXT':
        return { name, type, ...ttl, values: values.map((parts) => parts.join(' ')) };
    }
  };
  return { record: record(), lines };
}

function namingRule(parts: Parts): NamingRuleInput {
  const [order = 0, preference = 0] = parts.map(Number);
  const [, , flags = '', service = '', regexp = '', replacement = '.'] = parts;
  return {
    order,
    preference,
    ...(flags !== '' && { flags }),
    ...(service !== '' && { service }),
    ...(regexp !== '' && { regexp }),
    ...(replacement !== '.' && { replacement }),
  };
}

function serviceBinding([priority, target = '.', ...parameters]: Parts): ServiceBindingInput {
  const given = new Map(
    parameters.map((text) => {
      const [key = '', value = ''] = text.split(/=(.*)/s);
      return [key, value];
    }),
  );
  const listOf = (key: string) => given.get(key)?.split(',');
  const [alpn, ipv4Hints, ipv6Hints] = ['alpn', 'ipv4hint', 'ipv6hint'].map(listOf);
  return {
    priority: Number(priority),
    target,
    ...(alpn && { alpn }),
    ...(given.has('port') && { port: Number(given.get('port')) }),
    ...(ipv4Hints && { ipv4Hints }),
    ...(ipv6Hints && { ipv6Hints }),
  };
}
