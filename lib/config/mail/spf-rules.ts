import { ZONE_NAMES } from '../../naming';
import type { Problem } from '../config-error';
import type { SoundEnvironment, SoundRecord } from '../sound';
import {
  MOST_LOOKUPS,
  MOST_VOID_LOOKUPS,
  resemblesSpf,
  spfFaults,
  type SpfQuestion,
  spfTerms,
} from './spf';
import { hasAddress, lookUp } from '../zone/zone-view';

type Environments = readonly (SoundEnvironment | undefined)[];

interface SpfText {
  readonly path: string;
  readonly text: string;
}

/**
 * Receivers that cannot evaluate an SPF text answer with a permanent error, and mail is refused.
 * The texts of other domains are not known here, so this finds only certain errors.
 */
export function spfProblems(environments: Environments): Problem[] {
  const found = spfTexts(environments);
  const texts = new Map(found);
  return found.flatMap(([name, { path, text }]): Problem[] => {
    const faults = spfFaults(text);
    if (faults.length > 0) return faults.map((fault) => ({ path, ...fault }));
    const [empty] = spfTerms(text).continuesAt.filter((host) => saysNothing(host, environments));
    if (empty !== undefined) {
      return [
        {
          path,
          found: text,
          expected: `a name with an SPF text, and ${empty} has none: receivers treat this as a permanent error (RFC 7208, sections 5.2 and 6.1)`,
          fix: `add a TXT record with an SPF text to its zone, or remove ${empty} here`,
        },
      ];
    }
    const inVain = questionsInVain(name, text, environments);
    if (inVain.length > MOST_VOID_LOOKUPS) {
      return [
        {
          path,
          found: text,
          expected: `at most ${MOST_VOID_LOOKUPS} look-ups that find nothing (RFC 7208, section 4.6.4); ${inVain.map((one) => one.text).join(', ')} find none`,
          fix: 'remove these terms, or add the records that they look for',
        },
      ];
    }
    const lookups = lookupsOf(name, texts, []);
    if (lookups <= MOST_LOOKUPS) return [];
    const taken = Number.isFinite(lookups)
      ? `at least ${lookups}`
      : 'endlessly many, because it includes itself';
    return [
      {
        path,
        found: text,
        expected: `at most ${MOST_LOOKUPS} DNS look-ups (RFC 7208, section 4.6.4); this text needs ${taken}`,
        fix: 'name addresses with ip4 and ip6, or remove senders that you no longer use',
      },
    ];
  });
}

/** Terms that match nobody. Receivers accept only a few of them. */
export function spfWarnings(environments: Environments): Problem[] {
  return spfTexts(environments).flatMap(([name, { path, text }]) =>
    questionsInVain(name, text, environments).map(
      ({ text: found, mechanism, host = name }): Problem => ({
        path,
        found,
        expected: `a term that names senders: ${host} has no ${mechanism === 'mx' ? 'MX' : 'A or AAAA'} record`,
        fix: `remove it, or add that record: receivers give up after ${MOST_VOID_LOOKUPS} such terms (RFC 7208, section 4.6.4)`,
      }),
    ),
  );
}

/** Look-ups of the text at `name` that find nothing, as far as the configuration's zones show. */
function questionsInVain(
  name: string,
  text: string,
  environments: Environments,
): readonly SpfQuestion[] {
  return spfTerms(text).questions.filter(({ mechanism, host = name }) => {
    const zone = environments.find((one) => one?.domain === host);
    if (zone !== undefined && mechanism === 'mx') {
      const records = zone.records ?? [];
      return (
        !records.includes(undefined) &&
        records.every((one) => one?.type !== undefined && !(one.type === 'MX' && one.name === '@'))
      );
    }
    const found = lookUp(host, environments);
    if (found.kind !== 'records' || found.becomesPage) return false;
    return !found.records.some(
      (one) => one.type === 'CNAME' || (mechanism === 'mx' ? one.type === 'MX' : hasAddress(one)),
    );
  });
}

/** Full name -> its SPF text, in every zone of the configuration. */
function spfTexts(environments: Environments): [string, SpfText][] {
  return environments.flatMap((environment, index) =>
    (environment?.records ?? []).flatMap((record, position) => {
      if (record?.type !== 'TXT' || !record.name || !environment?.domain) return [];
      const name =
        record.name === '@' ? environment.domain : `${record.name}.${environment.domain}`;
      return (record.values ?? []).flatMap((text, value): [string, SpfText][] => {
        const path = `environments[${index}].records[${position}].values[${value}]`;
        return text !== undefined && resemblesSpf(text) ? [[name, { path, text }]] : [];
      });
    }),
  );
}

/** Whether a name of the configuration's zones has no SPF text, as far as these tell. */
function saysNothing(host: string, environments: Environments): boolean {
  const isSaid = (records: readonly (SoundRecord | undefined)[]) =>
    records.some(
      (record) =>
        record?.type === undefined ||
        record.type === 'CNAME' ||
        (record.type === 'TXT' &&
          (record.values ?? []).some((text) => text === undefined || resemblesSpf(text))),
    );
  const zone = environments.find((one) => one?.domain === host);
  if (zone !== undefined) {
    // Without a mail server Waypost adds a text there.
    const atApex = (zone.records ?? []).filter((record) => record?.name === '@' || !record?.name);
    return !isSaid(atApex) && atApex.some((record) => record?.type === 'MX');
  }
  // Waypost's own mail has one there.
  if (environments.some((one) => `${ZONE_NAMES.mailFrom}.${one?.domain ?? ''}` === host))
    return false;
  const found = lookUp(host, environments);
  return found.kind === 'records' && !isSaid(found.records);
}

/** `Infinity` if the text at `name` comes back to itself. */
function lookupsOf(
  name: string,
  texts: ReadonlyMap<string, SpfText>,
  through: readonly string[],
): number {
  if (through.includes(name)) return Infinity;
  const found = texts.get(name);
  if (found === undefined) return 0;
  const { lookups, continuesAt } = spfTerms(found.text);
  return continuesAt
    .map((next) => lookupsOf(next, texts, [...through, name]))
    .reduce((sum, further) => sum + further, lookups);
}
