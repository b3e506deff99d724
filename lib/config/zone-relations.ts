import { ZONE_NAMES } from '../naming';
import type { Problem } from './config-error';
import { LONGEST_NAME } from './internet-names';
import { valueProblems } from './record-values';
import type { SoundEnvironment, SoundRecord } from './relations';

interface Placed {
  readonly path: string;
  readonly record: SoundRecord;
  readonly name: string;
  /** Fully qualified, without the trailing dot. */
  readonly fullName: string;
  /** Another environment's domain that holds the name. */
  readonly otherZone: string | undefined;
}

/** What is wrong among the records of each zone, and between them and the other zones. */
export function zoneProblems(environments: readonly (SoundEnvironment | undefined)[]): Problem[] {
  const domains = environments.flatMap((environment) => environment?.domain ?? []);
  return environments.flatMap((environment, index) => {
    if (environment?.domain === undefined) return [];
    const zone = environment.domain;
    const placed = (environment.records ?? []).flatMap((record, position): Placed[] => {
      if (record?.name === undefined || record.type === undefined) return [];
      const fullName = record.name === '@' ? zone : `${record.name}.${zone}`;
      const path = `environments[${index}].records[${position}]`;
      const otherZone = domains.find(
        (domain) => domain.endsWith(`.${zone}`) && `.${fullName}`.endsWith(`.${domain}`),
      );
      return [{ path, record, name: record.name, fullName, otherZone }];
    });
    return [
      ...placed.flatMap((one) => [...nameProblems(one, zone)]),
      ...placed.flatMap((one) => [...valueProblems(one.path, one.record)]),
      ...placed.flatMap((one) => [...dmarcType(one)]),
      ...placed.flatMap((one) => [...takenNames(one, environment.delegated)]),
      ...placed.flatMap((one, position) => [...clashes(one, placed.slice(0, position))]),
      ...placed.flatMap((one) => [...delegatedAway(one, placed)]),
    ];
  });
}

function* nameProblems(placed: Placed, zone: string): Iterable<Problem> {
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
  if (name === '@' && (record.type === 'CNAME' || record.type === 'NS')) {
    yield problem(
      `no ${record.type} at the apex: it holds the zone's own NS and SOA`,
      record.type === 'CNAME' ? 'use an A or AAAA record' : 'remove it; Route 53 makes it',
    );
  }
  if (otherZone !== undefined && !(otherZone === fullName && record.type === 'NS')) {
    yield problem(
      `a name outside ${otherZone}, which is another environment's zone`,
      "move the record to that environment; nobody would find it in this one's",
    );
  }
}

/** Names that Waypost's own records have in a delegated zone (the contact page, SES's MAIL FROM). */
function* takenNames(placed: Placed, delegated?: boolean): Iterable<Problem> {
  const purpose = purposeOf(placed);
  if (delegated !== true || purpose === undefined) return;
  yield {
    path: placed.path,
    found: { name: placed.name, type: placed.record.type },
    expected: `no record where Waypost has its own: ${purpose}`,
    fix: 'remove it, or use another name',
  };
}

/** What Waypost has the name for that a record would take; `undefined` if it would take none. */
function purposeOf({ name, record: { type } }: Placed): string | undefined {
  if (name === '@' && (type === 'A' || type === 'AAAA')) return 'the contact page';
  if (name === ZONE_NAMES.mailFrom) return 'bounces of its mail';
  if (name === ZONE_NAMES.dkim && type === 'NS') return 'the keys that sign its mail';
  return undefined;
}

/** A record at this name takes the place of Waypost's own policy, so it has to be one. */
function* dmarcType({ path, name, record: { type } }: Placed): Iterable<Problem> {
  if (name !== ZONE_NAMES.dmarc || type === 'TXT' || type === 'CNAME') return;
  yield {
    path: `${path}.type`,
    found: type,
    expected: `TXT or CNAME at ${ZONE_NAMES.dmarc}, where receivers look for the mail policy`,
    fix: 'write the policy as a TXT record, or use another name',
  };
}

/** What lies at or below a delegated name is answered by the other name servers. */
function* delegatedAway(placed: Placed, all: readonly Placed[]): Iterable<Problem> {
  const { path, name, otherZone, record } = placed;
  const delegation = all.find(
    (other) =>
      other.record.type === 'NS' && other.name !== '@' && `.${name}`.endsWith(`.${other.name}`),
  );
  if (delegation === undefined || otherZone !== undefined) return;
  // The delegation itself, or what clashes with it.
  if (name === delegation.name && (record.type === 'NS' || record.type === 'CNAME')) return;
  yield {
    path: `${path}.name`,
    found: name,
    expected: `a name outside ${delegation.name}, which ${delegation.path} delegates`,
    fix: 'remove it, and make it at those name servers',
  };
}

function* clashes({ path, record, name }: Placed, earlier: readonly Placed[]): Iterable<Problem> {
  const sameName = earlier.filter((other) => other.name === name);
  const twin = sameName.find((other) => other.record.type === record.type);
  const alias = sameName.find(
    (other) => (other.record.type === 'CNAME') !== (record.type === 'CNAME'),
  );
  if (twin) {
    yield {
      path,
      found: { name, type: record.type },
      expected: `one ${record.type} record of this name; there is one at ${twin.path}`,
      fix: record.type === 'CNAME' ? 'remove one of them' : 'put all values into one record',
    };
  } else if (alias) {
    yield {
      path,
      found: { name, type: record.type },
      expected: 'no other record beside a CNAME',
      fix: `remove this record or ${alias.path}`,
    };
  }
}
