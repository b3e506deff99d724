import type { Problem } from '../config-error';
import { nameProblems } from '../records/record-names';
import { valueProblems } from '../records/record-values';
import type { PlacedRecord } from './placed-record';
import type { SoundEnvironment, SoundRecord } from '../sound';

/** Problems between the records of each zone, and between them and the other zones. */
export function zoneProblems(environments: readonly (SoundEnvironment | undefined)[]): Problem[] {
  const domains = environments.flatMap((environment) => environment?.domain ?? []);
  const targets = new Set(
    environments
      .flatMap((environment) => environment?.records ?? [])
      .flatMap((record) => (record?.type === 'CNAME' ? record.value : undefined)),
  );
  return environments.flatMap((environment, index) => {
    if (environment?.domain === undefined) return [];
    const zone = environment.domain;
    const servers = new Set(
      [
        ...(environment.records ?? []).flatMap((one) => (one?.type === 'NS' ? one.values : [])),
        ...environments.flatMap((one) =>
          one?.domain?.endsWith(`.${zone}`) ? one.nameServers : [],
        ),
      ].filter((host) => host !== undefined),
    );
    const placed = (environment.records ?? []).flatMap((record, position): PlacedRecord[] => {
      if (record?.name === undefined || record.type === undefined) return [];
      const fullName = record.name === '@' ? zone : `${record.name}.${zone}`;
      const path = `environments[${index}].records[${position}]`;
      const otherZone = domains.find(
        (domain) => domain.endsWith(`.${zone}`) && `.${fullName}`.endsWith(`.${domain}`),
      );
      const isTarget = targets.has(fullName);
      const isNameServer = servers.has(fullName) && ['A', 'AAAA'].includes(record.type);
      return [{ path, record, name: record.name, fullName, otherZone, isTarget, isNameServer }];
    });
    return [
      ...placed.flatMap((one) => [...nameProblems(one, zone, environment.delegated)]),
      ...placed.flatMap((one) => [...valueProblems(one)]),
      ...placed.flatMap((one, position) => [...clashes(one, placed.slice(0, position))]),
      ...placed.flatMap((one) => [...delegatedAway(one, placed)]),
      ...placed.flatMap((one) => [...strayDs(one, placed)]),
      ...placed.flatMap((one) => [...withoutGlue(one, placed, zone)]),
    ];
  });
}

/** The other name servers answer for a delegated name and everything below it. */
function* delegatedAway(placed: PlacedRecord, all: readonly PlacedRecord[]): Iterable<Problem> {
  const { path, name, otherZone, record, isNameServer } = placed;
  const delegation = all.find(
    (other) =>
      other.record.type === 'NS' && other.name !== '@' && `.${name}`.endsWith(`.${other.name}`),
  );
  // Glue: without these addresses nobody would find the servers (RFC 9471).
  if (delegation === undefined || otherZone !== undefined || isNameServer) return;
  // The delegation itself, or what clashes with it.
  if (name === delegation.name && ['NS', 'DS', 'CNAME'].includes(record.type ?? '')) return;
  yield {
    path: `${path}.name`,
    found: name,
    expected: `a name outside ${delegation.name}, which ${delegation.path} delegates`,
    fix: 'remove the record here, and add it at those name servers',
  };
}

/** Servers below the name that they serve are found by addresses in this zone, or not at all. */
function* withoutGlue(
  { path, record, fullName }: PlacedRecord,
  all: readonly PlacedRecord[],
  zone: string,
) {
  if (record.type !== 'NS' || fullName === zone) return;
  const hosts = (record.values ?? []).map((host) => host ?? '');
  const isLost = (host: string) =>
    `.${host}`.endsWith(`.${fullName}`) &&
    !all.some((one) => one.fullName === host && one.isNameServer);
  if (hosts.length === 0 || !hosts.every(isLost)) return;
  yield {
    path: `${path}.values`,
    found: hosts,
    expected: 'a name server that resolvers can find: these are below the name that they serve',
    fix: `add an A or AAAA record for ${hosts[0] ?? 'each'} to this zone`,
  };
}

/** A DS record says of a delegated zone that it is signed, and by whom. */
function* strayDs(
  { path, name, record }: PlacedRecord,
  all: readonly PlacedRecord[],
): Iterable<Problem> {
  if (record.type !== 'DS' || name === '@') return;
  if (all.some((other) => other.name === name && other.record.type === 'NS')) return;
  yield {
    path,
    found: { name, type: 'DS' },
    expected: 'a DS record beside the NS record of the same name',
    fix: 'add the NS record of the delegated zone, or remove this record',
  };
}

function* clashes(
  { path, record, name }: PlacedRecord,
  earlier: readonly PlacedRecord[],
): Iterable<Problem> {
  const sameName = earlier.filter((other) => other.name === name);
  const types = typesOf(record);
  const twin = sameName.find((other) => typesOf(other.record).some((type) => types.includes(type)));
  const alias = sameName.find(
    (other) => (other.record.type === 'CNAME') !== (record.type === 'CNAME'),
  );
  if (twin) {
    const mergeable = record.type === twin.record.type && 'values' in record;
    yield {
      path,
      found: { name, type: record.type },
      expected: `one ${types.join(' or ')} record of this name; there is one at ${twin.path}`,
      fix: mergeable ? 'put all values into one record' : 'remove one of them',
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

/** The types that a record takes at its name. */
function typesOf(record: SoundRecord): readonly string[] {
  if (record.type !== 'ALIAS') return record.type === undefined ? [] : [record.type];
  return record.ipv6 === false ? ['A'] : ['A', 'AAAA'];
}
