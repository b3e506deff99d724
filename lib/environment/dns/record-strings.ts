import type { DnsRecord } from '../../config/config';

type Values<Type> = Extract<DnsRecord, { type: Type; values: unknown }>['values'];

/**
 * One string of a TXT record, which holds 255 bytes (RFC 1035, section 3.3); longer texts are several.
 * None ends within a code such as `\042`.
 */
const LONGEST_STRING = /.{1,255}(?<!\\\d{0,2})/g;

/** A record's values as zone files and Route 53 spell them. */
export function recordStrings(record: Exclude<DnsRecord, { type: 'ALIAS' }>): readonly string[] {
  switch (record.type) {
    case 'A':
    case 'AAAA':
    case 'DS':
    case 'NS':
    case 'PTR':
    case 'SSHFP':
    case 'TLSA':
      return record.values;
    case 'CNAME':
      return [record.value];
    case 'TXT':
      return record.values.map(quotedStrings);
    case 'MX':
      return record.values.map(({ priority, host }) => `${priority} ${host}`);
    case 'SRV':
      return record.values.map(
        ({ priority, weight, port, host }) => `${priority} ${weight} ${port} ${host}`,
      );
    case 'NAPTR':
      return record.values.map(naming);
    case 'CAA':
      return record.values.map(
        ({ critical, tag, value }) => `${critical === true ? 128 : 0} ${tag} "${value}"`,
      );
    case 'HTTPS':
    case 'SVCB':
      return record.values.map(serviceBinding);
  }
}

/**
 * `text` is printable ASCII, so that characters are bytes. A quotation mark goes by its octal code:
 * Route 53 takes `\"` as well, but the validator of CDK's templates does not.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
 */
function quotedStrings(text: string): string {
  const spelt = text.replaceAll('\\', '\\134').replaceAll('"', '\\042');
  const strings = spelt.match(LONGEST_STRING) ?? [];
  return strings.map((string) => `"${string}"`).join(' ');
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#NAPTRFormat */
function naming({ order, preference, ...rule }: Values<'NAPTR'>[number]): string {
  const regexp = rule.regexp.replaceAll('\\', '\\\\').replaceAll('"', '\\042');
  return `${order} ${preference} "${rule.flags}" "${rule.service}" "${regexp}" ${rule.replacement}`;
}

function serviceBinding(binding: Values<'HTTPS'>[number]): string {
  const { priority, target, alpn, port, ipv4Hints, ipv6Hints } = binding;
  return [
    `${priority} ${target}`,
    alpn && `alpn="${alpn.join(',')}"`,
    port !== undefined && `port=${port}`,
    ipv4Hints && `ipv4hint="${ipv4Hints.join(',')}"`,
    ipv6Hints && `ipv6hint="${ipv6Hints.join(',')}"`,
  ]
    .filter(Boolean)
    .join(' ');
}
