import { ZONE_NAMES } from '../../naming';
import type { Problem } from '../config-error';
import { LONGEST_NAME } from '../fields/internet-names';
import type { PlacedRecord } from '../zone/placed-record';

/** Problems of the name of one record. */
export function* nameProblems(
  placed: PlacedRecord,
  zone: string,
  delegated?: boolean,
): Iterable<Problem> {
  yield* placeProblems(placed, zone);
  yield* apexProblems(placed);
  yield* serviceName(placed);
  yield* certificateName(placed);
  yield* dmarcType(placed);
  yield* wildcardDelegation(placed);
  yield* takenNames(placed, delegated);
}

function* placeProblems(placed: PlacedRecord, zone: string): Iterable<Problem> {
  const { path, name, fullName, otherZone, record } = placed;
  const problem = (expected: string, fix: string): Problem => ({
    path: `${path}.name`,
    found: name,
    expected,
    fix,
  });
  if (name === zone || name.endsWith(`.${zone}`)) {
    const relative = name === zone ? '@' : name.slice(0, -zone.length - 1);
    yield problem(`a name relative to ${zone}`, `write "${relative}"`);
  } else if (fullName.length > LONGEST_NAME) {
    yield problem(`at most ${LONGEST_NAME} characters together with ".${zone}"`, 'shorten it');
  }
  if (
    otherZone !== undefined &&
    !placed.isNameServer &&
    !(otherZone === fullName && ['NS', 'DS'].includes(record.type ?? ''))
  ) {
    yield problem(
      `a name outside ${otherZone}, which is another environment's zone`,
      'move the record to that environment: in this zone nobody would find it',
    );
  }
}

/** Types that the apex cannot have, or has already: why, and what to do. */
const NOT_AT_APEX: Readonly<Record<string, readonly [expected: string, fix: string]>> = {
  CNAME: [
    "no CNAME at the apex: it holds the zone's own NS and SOA",
    'use an ALIAS record if the target is in AWS, else an A or AAAA record',
  ],
  NS: ["no NS at the apex: it holds the zone's own NS and SOA", 'remove it: Route 53 makes it'],
  DS: [
    'no DS at the apex: it belongs in the parent zone',
    'enter it at the registrar of the domain, or use delegationSigner',
  ],
};

function* apexProblems({ path, name, record: { type } }: PlacedRecord): Iterable<Problem> {
  const reason = name === '@' && type !== undefined ? NOT_AT_APEX[type] : undefined;
  if (reason === undefined) return;
  const [expected, fix] = reason;
  yield { path: `${path}.name`, found: name, expected, fix };
}

/** RFC 2782: clients look nowhere else. */
function* serviceName({ path, name, record: { type } }: PlacedRecord): Iterable<Problem> {
  if (type !== 'SRV' || /^_[a-z0-9-]+\._[a-z0-9-]+(?:\.|$)/.test(name)) return;
  yield {
    path: `${path}.name`,
    found: name,
    expected: 'the name of a service and its protocol, such as "_sip._tls"',
    fix: 'begin the name with both, each after an underscore',
  };
}

/** RFC 6698, section 3; a name elsewhere is found by a CNAME alone (RFC 7671, section 5). */
function* certificateName({
  path,
  name,
  isTarget,
  record: { type },
}: PlacedRecord): Iterable<Problem> {
  const [, port = '0'] = /^_(\d{1,5})\._[a-z0-9-]+(?:\.|$)/.exec(name) ?? [];
  const isService = (Number(port) > 0 && Number(port) <= 65_535) || /^\*\._[a-z]/.test(name);
  if (type !== 'TLSA' || isService || isTarget) return;
  yield {
    path: `${path}.name`,
    found: name,
    expected: 'the name of a port, its protocol and a host, such as "_25._tcp.mail"',
    fix: 'begin the name with port and protocol, each after an underscore',
  };
}

/** Names that Waypost's own records have in a delegated zone (the contact page, SES's MAIL FROM). */
function* takenNames(placed: PlacedRecord, delegated?: boolean): Iterable<Problem> {
  const purpose = takenFor(placed.name, placed.record.type);
  if (delegated !== true || purpose === undefined) return;
  yield {
    path: placed.path,
    found: { name: placed.name, type: placed.record.type },
    expected: `no record at this name, which Waypost uses for ${purpose}`,
    fix: 'remove the record, or use another name',
  };
}

/**
 * Waypost's own use, in a delegated zone, of the name that a record has; `undefined` if there is
 * none.
 */
export function takenFor(name: string, type: string | undefined): string | undefined {
  if (name === '@' && ['A', 'AAAA', 'ALIAS'].includes(type ?? '')) return 'the contact page';
  if (name === ZONE_NAMES.mailFrom) return 'bounces of its mail';
  if (name === ZONE_NAMES.dkim && type === 'NS') return 'the keys that sign its mail';
  return undefined;
}

/** A record at this name replaces Waypost's own policy, so it must be a policy. */
function* dmarcType({ path, name, record: { type } }: PlacedRecord): Iterable<Problem> {
  if (name !== ZONE_NAMES.dmarc || ['TXT', 'CNAME', 'NS', 'DS'].includes(type ?? '')) return;
  yield {
    path: `${path}.type`,
    found: type,
    expected: `TXT, CNAME or NS at ${ZONE_NAMES.dmarc}, where receivers look for the mail policy`,
    fix: 'write the policy as a TXT record, or use another name',
  };
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk */
function* wildcardDelegation({ path, name, record: { type } }: PlacedRecord): Iterable<Problem> {
  if (!name.startsWith('*') || type !== 'NS') return;
  yield {
    path: `${path}.name`,
    found: name,
    expected: 'a name without "*": Route 53 allows no NS record for a wildcard',
    fix: 'delegate each name with its own record',
  };
}
