import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import type { DomainName, EmailAddress, Origin } from '../../types/branded';
import { Refusal, text } from './field';

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** RFC 1035: 253 characters without the trailing dot. */
export const LONGEST_NAME = 253;

export const domainName = text<DomainName>(
  'a domain under a public suffix, in lower case, such as "example.com"',
  (value) => domainFault(value) ?? (value as DomainName),
);

/** Why nobody can own `value` as a domain; `undefined` if somebody can. */
function domainFault(value: string): Refusal | undefined {
  const bare = bareName(value);
  // A suggestion that would also be refused is no help: then say what is wrong with it.
  if (bare !== value) return domainFault(bare) ?? new Refusal(`write "${bare}"`);
  if (value.length > LONGEST_NAME) return new Refusal(`shorten it to ${LONGEST_NAME} characters`);
  if (!value.split('.').every((label) => LABEL.test(label))) {
    return new Refusal('use letters, digits and hyphens, 1 to 63 between two dots');
  }
  const { isIp, isIcann, isPrivate, domain, publicSuffix } = parse(value, {
    allowPrivateDomains: true,
  });
  if (isIp === true) return new Refusal('write a name, not an IP address');
  if (isIcann !== true && isPrivate !== true) {
    return new Refusal(
      `"${publicSuffix ?? value}" is not a public suffix: use a domain that you own`,
    );
  }
  if (domain === null) {
    return new Refusal(`"${value}" is itself a public suffix: add your name in front of it`);
  }
  return undefined;
}

/** The name alone, as DNS spells it: no scheme, path or trailing dot, lower case, IDN in its `xn--` form. */
function bareName(value: string): string {
  const name = value
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return asciiName(name);
}

/** An internationalised name in its `xn--` form; any other as it is. */
export function asciiName(name: string): string {
  return /[^\0-\x7f]/.test(name) ? domainToASCII(name) || name : name;
}

/** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
const LONGEST_ADDRESS = 254;

/** RFC 5321, section 4.1.2, without quotes, which forms and mail programs do not take either. */
const DOT_ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** Why no mail can go to an address with this part before the @; `undefined` if mail can. */
function localFault(local: string): Refusal | undefined {
  if (/[^\0-\x7f]/.test(local)) {
    return new Refusal(
      'use an address with only ASCII letters before the @: SES sends to no others',
    );
  }
  if (local.length > 64 || !DOT_ATOM.test(local)) {
    return new Refusal("before the @: 1 to 64 letters, digits and .!#$%&'+/=^_`|~- without quotes");
  }
  // IAM policies contain the address, and would read it as a pattern or a variable.
  if (/[*?]|\$\{/.test(local)) {
    return new Refusal(
      'use an address without *, ? and ${: in an IAM policy these stand for any address',
    );
  }
  return undefined;
}

export const emailAddress = text<EmailAddress>(
  'only an e-mail address, such as "you@example.com"',
  (value) => {
    // As links have it, and with the full-width letters of Japanese keyboards.
    const plain = value.normalize('NFKC').replace(/^mailto:/i, '');
    const fault = addressFault(plain);
    if (fault === undefined && plain !== value) return new Refusal(`write "${plain}"`);
    return fault ?? (value as EmailAddress);
  },
);

function addressFault(value: string): Refusal | undefined {
  const inBrackets = /<([^<>]+)>\s*$/.exec(value)?.[1];
  if (inBrackets !== undefined) return new Refusal(`write only the address: "${inBrackets}"`);
  const [local = '', domain, ...rest] = value.split('@');
  if (domain === undefined) return new Refusal('write it as name@domain');
  if (rest.length > 0) return new Refusal('write it as name@domain, one address in each string');
  const bare = bareName(domain);
  const fault = localFault(local) ?? domainFault(bare);
  if (fault) return fault;
  const address = `${local}@${bare}`;
  if (address.length > LONGEST_ADDRESS) {
    return new Refusal(`use an address of at most ${LONGEST_ADDRESS} characters`);
  }
  return bare === domain ? undefined : new Refusal(`write "${address}"`);
}

export const origin = text<Origin>(
  'an https origin, such as "https://www.example.com"; http only for localhost',
  (value) => {
    if (!URL.canParse(value)) return new Refusal('write scheme and host: "*" is not allowed');
    const url = new URL(value);
    if (url.hostname.includes('*')) return new Refusal('name each origin: "*" is not allowed');
    const local = /^(localhost|.*\.localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
      return new Refusal('serve the page over https');
    }
    // Browsers send scheme, host and a port that is not the default one (RFC 6454, section 6.2).
    return url.origin === value ? (value as Origin) : new Refusal(`write "${url.origin}"`);
  },
);

/** A host that a record points to. Unlike an own domain, it may have underscores. */
export const hostName = text<string>(
  'a host name, such as "mail.example.net"',
  (value) => hostFault(value) ?? value,
);

/** Whether it is the full name of a host as DNS spells it, in lower case. */
export function isHostName(value: string): boolean {
  return hostFault(value) === undefined;
}

function hostFault(value: string): Refusal | undefined {
  if (isSpelt(value)) return undefined;
  const bare = bareName(value);
  return new Refusal(
    isSpelt(bare)
      ? `write "${bare}"`
      : 'write the full name of the host: letters, digits, hyphens and underscores, with dots between the parts',
  );
}

function isSpelt(host: string): boolean {
  const labels = host.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label.replaceAll('_', 'a'))) &&
    host.length <= LONGEST_NAME &&
    !isIPv4(host)
  );
}

/** Like `hostName`, or `.`: the root, which some record types take for "none" or "the same name". */
export const hostOrRoot = text<string>('a host name, or "." where the type allows it', (value) =>
  value === '.' ? value : (hostFault(value) ?? value),
);

export const ipv4 = text<string>('an IPv4 address, such as "192.0.2.1"', (value) =>
  isIPv4(value) ? value : new Refusal('write four numbers from 0 to 255 with dots between them'),
);

export const ipv6 = text<string>('an IPv6 address, such as "2001:db8::1"', (value) =>
  isIPv6(value) && !value.includes('%')
    ? value
    : new Refusal('write it without a zone (%) and without brackets'),
);
