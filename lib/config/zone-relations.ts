import type { Problem } from './config-error';
import { LONGEST_NAME } from './internet-names';
import type { SoundEnvironment, SoundRecord } from './relations';

/** Label of the MAIL FROM domain that EmailStack sets up. */
const MAIL_FROM = 'bounce';

interface Placed {
  readonly path: string;
  readonly record: SoundRecord;
  readonly name: string;
  /** Fully qualified, without the trailing dot. */
  readonly fullName: string;
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
      return [{ path, record, name: record.name, fullName }];
    });
    return [
      ...placed.flatMap((one) => [...nameProblems(one, zone, domains)]),
      ...placed.flatMap((one) => [...takenNames(one, environment.delegated)]),
      ...placed.flatMap((one, position) => [...clashes(one, placed.slice(0, position))]),
    ];
  });
}

function* nameProblems(placed: Placed, zone: string, domains: string[]): Iterable<Problem> {
  const { path, name, fullName, record } = placed;
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
  const inner = domains.find(
    (domain) => domain.endsWith(`.${zone}`) && `.${fullName}`.endsWith(`.${domain}`),
  );
  if (inner !== undefined && !(inner === fullName && record.type === 'NS')) {
    yield problem(
      `a name outside ${inner}, which is another environment's zone`,
      "move the record to that environment; nobody would find it in this one's",
    );
  }
}

/** Names that Waypost's own records have in a delegated zone (the contact page, SES's MAIL FROM). */
function* takenNames({ path, record, name }: Placed, delegated?: boolean): Iterable<Problem> {
  const isPage = name === '@' && (record.type === 'A' || record.type === 'AAAA');
  const isMailFrom = name === MAIL_FROM && record.type !== undefined;
  if (delegated !== true || !(isPage || isMailFrom)) return;
  yield {
    path,
    found: { name, type: record.type },
    expected: `no record where Waypost has its own: ${isPage ? 'the contact page' : 'bounces of its mail'}`,
    fix: 'remove it, or use another name',
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
  const spf = record.type === 'TXT' ? (record.values ?? []).filter(isSpf) : [];
  if (spf.length > 1) {
    yield {
      path: `${path}.values`,
      found: spf,
      expected: 'one SPF text a name (RFC 7208, section 3.2)',
      fix: 'merge them into one text that starts with v=spf1',
    };
  }
}

function isSpf(value: unknown): boolean {
  return typeof value === 'string' && /^v=spf1(?: |$)/i.test(value);
}
