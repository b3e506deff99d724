import { isKnownType, partsOf } from '../values/presentation';
import { type Parts, ValueFault, valueText } from '../values/value';
import { typeName } from '../wire';
import { unescaped } from '../zone-file/entries';
import { expectZone } from '../zone-file/expect-zone';
import type { FileRecord } from '../zone-file/master-file';
import { ZoneFileError } from '../zone-file/zone-file-error';
import { apexToday, serversRenamed } from './apex';
import { recordOf } from './config-record';
import { foreignType, reasonToLeave } from './left-out';
import type { RecordGroup, Remark, TakenRecord } from './taken';

export interface TakenOver {
  readonly records: readonly TakenRecord[];
  readonly leftOut: readonly Remark[];
  /** Records that are taken in another form, or will mean something else. */
  readonly changed: readonly Remark[];
}

/** Seconds. Cloudflare's exports have 1 for "automatic", which means this. */
const AUTOMATIC_TTL = 300;

/**
 * The records of a zone file for `records` of the zone `domain`.
 * @throws ZoneFileError if a value does not fit its type, or the file is of another zone
 */
export function takeOver(file: readonly FileRecord[], domain: string): TakenOver {
  expectZone(file, domain);
  const leftOut: Remark[] = [];
  const changed: Remark[] = [];
  const groups = new Map<string, RecordGroup>();
  const apex = apexToday(file, domain);
  for (const given of file) {
    const record = { ...given, type: typeName(given.type) };
    const name = record.name === domain ? '@' : record.name.slice(0, -domain.length - 1);
    const reason = reasonToLeave(record, name);
    if (reason !== undefined) {
      leftOut.push(remark(record, reason));
      continue;
    }
    if (record.class === 'AWS') {
      addTo(groups, aliasOf(record, name));
      continue;
    }
    const { type } = record;
    if (!isKnownType(type)) {
      leftOut.push(remark(record, foreignType(type)));
      continue;
    }
    if (record.comment.includes('cf-proxied:true')) {
      changed.push(
        remark(record, "behind Cloudflare's proxy today: visitors will reach this server directly"),
      );
    }
    const value = valueOf(record, domain);
    const leadsToApex = type === 'CNAME' && value[0] === domain && !/(?:^|\.)_/.test(name);
    if (leadsToApex && apex.length > 0) {
      changed.push(
        remark(
          record,
          `becomes ${apex.map(({ type }) => type).join(' and ')}: ${domain} will be the contact page, so the name keeps the addresses of today`,
        ),
      );
      for (const one of apex) {
        addTo(groups, { ...one, name, ttlSeconds: ttlOf(record), lines: [record.line] });
      }
      continue;
    }
    addTo(groups, {
      name,
      type,
      ttlSeconds: ttlOf(record),
      values: [value],
      lines: [record.line],
    });
  }
  changed.push(...serversRenamed(groups, apex, domain));
  return { records: [...groups.values()].map(recordOf), leftOut, changed };
}

/** The values of one name and type are one record, with the shortest TTL (RFC 2181, section 5.2). */
function addTo(groups: Map<string, RecordGroup>, added: RecordGroup): void {
  const key = `${added.name} ${added.type}`;
  const there = groups.get(key);
  if (there === undefined) {
    groups.set(key, added);
    return;
  }
  const seen = there.values.map((value) => valueText(added.type, value));
  const ttls = [there.ttlSeconds, added.ttlSeconds].filter((ttl) => ttl !== undefined);
  groups.set(key, {
    ...there,
    ttlSeconds: ttls.length === 0 ? undefined : Math.min(...ttls),
    values: [
      ...there.values,
      ...added.values.filter((value) => !seen.includes(valueText(added.type, value))),
    ],
    lines: [...new Set([...there.lines, ...added.lines])],
  });
}

function aliasOf(record: FileRecord, name: string): RecordGroup {
  const [type = '', target = '', zone = ''] = record.fields.map(({ raw }) => raw);
  return {
    name,
    type: 'ALIAS',
    ttlSeconds: undefined,
    values: [[type.toUpperCase(), target.replace(/\.$/, '').toLowerCase(), zone]],
    lines: [record.line],
  };
}

function valueOf(record: FileRecord, domain: string): Parts {
  try {
    return partsOf(record.type, record.fields, { origin: record.origin, domain });
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    throw new ZoneFileError(
      record.line,
      record.text,
      error.message,
      'correct the line, or put ";" before it to leave it out',
    );
  }
}

function ttlOf({ ttlSeconds }: FileRecord): number | undefined {
  return ttlSeconds === 1 ? AUTOMATIC_TTL : ttlSeconds;
}

const SHOWN = 60;

function remark({ line, name, type, fields }: FileRecord, says: string): Remark {
  const value = fields.map(({ raw }) => unescaped(raw)).join(' ');
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}...` : value;
  return { line, what: `${name} ${type} ${shown}`.trimEnd(), says };
}
