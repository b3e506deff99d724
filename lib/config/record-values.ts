import { ZONE_NAMES } from '../naming';
import type { Problem } from './config-error';
import { dmarcFault, isDmarcName, resemblesDmarc } from './dmarc-text';
import type { SoundRecord } from './relations';
import { noRepeats } from './repeats';
import { isSpf } from './spf';
import type { Placed } from './zone-relations';

/** What is wrong among the values of one record. */
export function* valueProblems({ path, record, isTarget }: Placed): Iterable<Problem> {
  if ('values' in record) yield* noRepeats<unknown>(`${path}.values`, record.values);
  for (const [found, expected, fix] of contradictions(record, isTarget)) {
    yield { path: `${path}.values`, found, expected, fix };
  }
}

type Contradiction = readonly [found: unknown, expected: string, fix: string];

function* contradictions(record: SoundRecord, isTarget: boolean): Iterable<Contradiction> {
  if (record.type === 'TXT') yield* textContradictions(record, isTarget);
  if (record.type === 'MX') yield* nullMx(record.values ?? []);
  if (record.type === 'CAA') yield* caaValues(record.name, record.values ?? []);
  if (record.type === 'HTTPS' || record.type === 'SVCB') yield* aliasMode(record.values ?? []);
}

type SoundValues<Type> = NonNullable<
  Extract<SoundRecord, { type?: Type; values?: unknown }>['values']
>;

/** RFC 7505. */
function* nullMx(values: SoundValues<'MX'>): Iterable<Contradiction> {
  const none = values.find((one) => one?.host === '.');
  if (none === undefined || (values.length === 1 && none.priority === 0)) return;
  yield [
    values,
    'mail servers, or priority 0 with host "." alone, which says that the name takes no mail',
    'remove what contradicts the rest',
  ];
}

function* caaValues(name: string | undefined, values: SoundValues<'CAA'>): Iterable<Contradiction> {
  for (const found of values) {
    if (found?.tag === undefined || found.value === undefined) continue;
    if (name === '@' && found.tag === 'issue' && /^(?:amazon\.com)? *;/.test(found.value)) {
      yield [
        found,
        'no condition on Amazon at "@", which issues the certificate of the contact page',
        'remove it: others than Amazon and those that you name are refused anyway',
      ];
    }
  }
}

/** RFC 9460, section 2.4.2: in alias mode a record says nothing else, and stands alone. */
function* aliasMode(values: SoundValues<'HTTPS' | 'SVCB'>): Iterable<Contradiction> {
  const alias = values.find((one) => one?.priority === 0);
  if (alias === undefined) return;
  if (
    values.length === 1 &&
    Object.keys(alias).every((key) => ['priority', 'target'].includes(key))
  )
    return;
  yield [
    values,
    'one value with priority and target alone where the priority is 0',
    'use another priority, or remove the rest',
  ];
}

function* textContradictions(
  { name = '', values = [] }: Extract<SoundRecord, { type?: 'A' | 'AAAA' | 'TXT' | 'NS' }>,
  isTarget: boolean,
): Iterable<Contradiction> {
  const spf = values.filter((text) => text !== undefined && isSpf(text));
  if (new Set(spf).size > 1) {
    yield [
      spf,
      'one SPF text a name (RFC 7208, section 3.2)',
      'merge them into one text that starts with v=spf1',
    ];
  }
  yield* dmarcTexts(name, values, isTarget);
}

/** A text that a CNAME leads to is looked for under the CNAME's name. */
function* dmarcTexts(
  name: string,
  texts: readonly (string | undefined)[],
  isTarget: boolean,
): Iterable<Contradiction> {
  const dmarc = texts.filter((text) => text !== undefined).filter(resemblesDmarc);
  if (dmarc.length > 0 && !isDmarcName(name) && !isTarget) {
    yield [
      dmarc,
      `a DMARC text at ${ZONE_NAMES.dmarc}, where receivers look for it`,
      `name the record "${name === '@' ? ZONE_NAMES.dmarc : `${ZONE_NAMES.dmarc}.${name}`}"`,
    ];
    return;
  }
  if (new Set(dmarc).size > 1) {
    yield [texts, 'one DMARC text a name (RFC 9989)', 'merge them into one text'];
  }
  for (const text of new Set(dmarc)) {
    const fault = dmarcFault(text, name);
    if (fault) yield [text, fault.expected, fault.fix];
  }
  if (dmarc.length > 0 || !isPolicyName(name) || texts.includes(undefined)) return;
  yield [
    texts,
    'one DMARC text, which starts with v=DMARC1 (RFC 9989)',
    'write a policy such as "v=DMARC1; p=none", or remove the record for that one',
  ];
}

/** Names where a record takes the place of a policy. */
function isPolicyName(name: string) {
  return name === ZONE_NAMES.dmarc || name.startsWith(`${ZONE_NAMES.dmarc}.`);
}
