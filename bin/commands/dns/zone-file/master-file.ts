import { entriesOf, type Entry, type Field, unescaped } from './entries';
import { ZoneFileError } from './zone-file-error';

/** One record of a zone file. */
export interface FileRecord {
  readonly line: number;
  readonly text: string;
  /** Full, in lower case, without the trailing dot. */
  readonly name: string;
  /** In capitals. A type without a name is `TYPE65534` (RFC 3597). */
  readonly type: string;
  /** `IN`, or another class, such as cli53's `AWS`. */
  readonly class: string;
  /** `undefined` if neither the record nor the file has one. */
  readonly ttlSeconds: number | undefined;
  readonly fields: readonly Field[];
  /** The domain of relative hosts in the fields; empty for the root. */
  readonly origin: string;
  readonly comment: string;
}

const CLASS = /^(?:IN|CH|HS|CS|NONE|ANY|AWS)$/i;
const TTL = /^\d+(?:[smhdw]\d+)*[smhdw]?$/i;
/** Time stamp of a dynamic record, as Windows writes it. */
const WINDOWS_AGE = /^\[AGE:\d+\]$/i;
const TYPE = /^[a-z][a-z0-9-]*$/i;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The state that earlier lines leave to later ones. */
interface State {
  readonly domain: string;
  origin: string;
  owner: string | undefined;
  /**
   * `$TTL` (RFC 2308, section 4), or the last record's TTL (RFC 1035, section 5.1). If there is neither
   * before the SOA record, its minimum counts.
   */
  defaultTtl: number | undefined;
  lastTtl: number | undefined;
}

/**
 * The records of a zone file (RFC 1035, section 5; RFC 2308, `$TTL`; BIND's units of time).
 * @param domain the domain of relative names, until the file has $ORIGIN
 * @throws ZoneFileError
 */
export function readZoneFile(file: string, domain: string): FileRecord[] {
  const state: State = {
    domain,
    origin: domain,
    owner: undefined,
    defaultTtl: undefined,
    lastTtl: undefined,
  };
  const [opening] = /^\s*[{[<]/.exec(file) ?? [];
  if (opening !== undefined) {
    throw new ZoneFileError(
      1,
      file.trimStart().split('\n')[0]?.trim() ?? '',
      'a zone file in BIND format, but this is JSON or a web page',
      'export the zone in that format; for Route 53 use `cli53 export`',
    );
  }
  return entriesOf(file).flatMap((entry) => {
    const [first] = entry.fields;
    if (first !== undefined && !first.quoted && !entry.indented && first.raw.startsWith('$')) {
      directive(entry, state);
      return [];
    }
    return [recordOf(entry, state)];
  });
}

function directive(entry: Entry, state: State): void {
  const [name = '', value = ''] = entry.fields.map(({ raw }) => raw);
  const fault = (expected: string, fix: string) =>
    new ZoneFileError(entry.line, entry.text, expected, fix);
  switch (name.toUpperCase()) {
    case '$ORIGIN':
      if (value === '') throw fault('a domain after $ORIGIN', 'write it, with a dot at its end');
      state.origin = fullName(value, state.origin, state.domain);
      return;
    case '$TTL':
      if (!TTL.test(value)) throw fault('seconds after $TTL', 'write a number, such as 3600');
      state.defaultTtl = seconds(value);
      return;
    case '$INCLUDE':
    case '$GENERATE':
      throw fault(
        `a file that holds every record itself, without ${name}`,
        'export it anew, or let BIND write it out: named-compilezone -o whole.zone <domain> <file>',
      );
    default:
      throw fault('$ORIGIN or $TTL, the directives of zone files', 'remove the line');
  }
}

function recordOf(entry: Entry, state: State): FileRecord {
  const fault = (expected: string, fix: string) =>
    new ZoneFileError(entry.line, entry.text, expected, fix);
  const rest = [...entry.fields];
  if (!entry.indented) {
    state.owner = fullName(rest.shift()?.raw ?? '', state.origin, state.domain);
  }
  const name = state.owner;
  if (name === undefined) {
    throw fault('a name at the beginning of the first record', 'write "@" for the domain itself');
  }
  let ttlSeconds: number | undefined;
  let recordClass: string | undefined;
  // Either order is in use (RFC 1035, section 5.1).
  for (let next = rest[0]; next !== undefined && !next.quoted; next = rest[0]) {
    if (ttlSeconds === undefined && TTL.test(next.raw)) ttlSeconds = seconds(next.raw);
    else if (recordClass === undefined && CLASS.test(next.raw)) recordClass = next.raw;
    else if (!WINDOWS_AGE.test(next.raw)) break;
    rest.shift();
  }
  const type = rest.shift();
  if (type === undefined || type.quoted || !TYPE.test(type.raw)) {
    throw fault(
      'name, TTL, class and type of a record, then its value',
      'complete the line, or put ";" before it to leave it out',
    );
  }
  if (ttlSeconds !== undefined) state.lastTtl = ttlSeconds;
  const minimum = rest[6]?.raw ?? '';
  const isSilent = state.defaultTtl === undefined && state.lastTtl === undefined;
  // BIND does it in this way, and the DNS server of Windows, whose files have no $TTL.
  if (isSilent && /^SOA$/i.test(type.raw) && TTL.test(minimum)) state.defaultTtl = seconds(minimum);
  return {
    line: entry.line,
    text: entry.text,
    name,
    type: type.raw.toUpperCase(),
    class: (recordClass ?? 'IN').toUpperCase(),
    ttlSeconds: ttlSeconds ?? state.defaultTtl ?? state.lastTtl,
    fields: rest,
    origin: state.origin,
    comment: entry.comment,
  };
}

/** `1h30m` -> 5400 */
function seconds(ttl: string): number {
  return [...ttl.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (SECONDS[unit] ?? 1),
    0,
  );
}

/**
 * A name in the file -> the full name, in lower case, without the trailing dot.
 * @param domain the zone's domain. A name that ends with it only lacks its dot, because nobody means
 *   `www.example.com.example.com`. Exports of Cloudflare have such names.
 */
export function fullName(written: string, origin: string, domain: string): string {
  const name = spelt(written);
  if (name === '@') return origin;
  if (/(?<!\\)\.$/.test(name)) return name.slice(0, -1);
  if (domain !== '' && `.${name}`.endsWith(`.${domain}`)) return name;
  // GoDaddy's exports have `_sip._tls.@`.
  const relative = name.replace(/\.@$/, '');
  return origin === '' ? relative : `${relative}.${origin}`;
}

/** In lower case. Codes of plain characters become the characters, such as `\042` -> `*`. */
function spelt(name: string): string {
  return (
    name
      // Route 53 has octal codes, and so may exports from it. A `4` needs no code.
      .replace(/^\\052(?=\.|$)/, '*')
      .replace(/\\(\d{3})/g, (code) => (/^[\w*-]$/.test(unescaped(code)) ? unescaped(code) : code))
      .toLowerCase()
  );
}
