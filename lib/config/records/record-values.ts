import { ZONE_NAMES } from '../../naming';
import type { Problem } from '../config-error';
import { dmarcFault, isDmarcName, resemblesDmarc } from '../mail/dmarc-text';
import type { SoundRecord } from '../sound';
import { noRepeats } from '../fields/repeats';
import { isSpf } from '../mail/spf';
import { nearest } from '../fields/suggest';
import type { PlacedRecord } from '../zone/placed-record';

/** Problems of the values of one record. */
export function* valueProblems({
  path,
  record,
  fullName,
  isTarget,
}: PlacedRecord): Iterable<Problem> {
  if ('values' in record) {
    yield* noRepeats<unknown>(`${path}.values`, record.values, (value) =>
      keyOf(value, record.type),
    );
  }
  for (const [found, expected, fix] of contradictions(record, fullName, isTarget)) {
    yield { path: `${path}.values`, found, expected, fix };
  }
}

/** The same for two spellings of what Route 53 takes for one value. */
function keyOf(value: unknown, type: SoundRecord['type']): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (type === 'AAAA') return new URL(`http://[${value}]`).hostname;
  return ['DS', 'SSHFP', 'TLSA'].includes(type ?? '') ? value.toLowerCase() : value;
}

type Contradiction = readonly [found: unknown, expected: string, fix: string];

function* contradictions(
  record: SoundRecord,
  fullName: string,
  isTarget: boolean,
): Iterable<Contradiction> {
  if (record.type === 'TXT') yield* textContradictions(record, isTarget);
  if (record.type === 'MX') yield* nullMx(record.values ?? []);
  if (record.type === 'SRV') yield* noService(record.values ?? []);
  if (record.type === 'CAA') yield* caaValues(record.name, record.values ?? []);
  if (record.type === 'HTTPS' || record.type === 'SVCB')
    yield* aliasMode(record.values ?? [], record.name, fullName);
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
    'mail servers; or only host "." with priority 0, if the name takes no mail',
    values.length === 1 ? 'write priority 0' : 'remove either "." or the other hosts',
  ];
}

/** RFC 2782. */
function* noService(values: SoundValues<'SRV'>): Iterable<Contradiction> {
  if (values.length === 1 || !values.some((one) => one?.host === '.')) return;
  yield [
    values,
    'servers; or only host ".", if there is no such service',
    'remove either "." or the other hosts',
  ];
}

function* caaValues(name: string | undefined, values: SoundValues<'CAA'>): Iterable<Contradiction> {
  for (const found of values) {
    if (found?.tag === undefined || found.value === undefined) continue;
    if (name === '@' && found.tag === 'issue' && /^(?:amazon\.com)? *;/.test(found.value)) {
      yield [
        found,
        'no condition for Amazon at "@": Amazon issues the certificate of the contact page',
        'remove it: authorities other than Amazon and those that you name are refused anyway',
      ];
    }
  }
}

/** RFC 9460, section 2.4.2: in alias mode a record says nothing else, and stands alone. */
function* aliasMode(
  values: SoundValues<'HTTPS' | 'SVCB'>,
  name: string | undefined,
  fullName: string,
): Iterable<Contradiction> {
  const alias = values.find((one) => one?.priority === 0);
  if (alias === undefined) return;
  if (
    values.length === 1 &&
    Object.keys(alias).every((key) => ['priority', 'target'].includes(key))
  ) {
    // Section 2.5.1: "." says that there is no service, and at the apex is the contact page.
    if (alias.target !== fullName && !(alias.target === '.' && name === '@')) return;
    yield [
      alias,
      'another name as target with priority 0: its own name leads back to itself, and "." means that there is no service',
      'write priority 1 for the name itself, or remove the record',
    ];
    return;
  }
  yield [
    values,
    'only one value, with only priority and target, if the priority is 0',
    'use another priority, or remove everything else',
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
      'one SPF text at each name (RFC 7208, section 3.2)',
      'merge them into one text that starts with v=spf1',
    ];
  }
  yield* dmarcTexts(name, values, isTarget);
}

/** Resolvers look for a text that a CNAME leads to under the CNAME's name. */
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
      `name the record "${dmarcNameFor(name)}"`,
    ];
    return;
  }
  if (new Set(dmarc).size > 1) {
    yield [texts, 'one DMARC text at each name (RFC 9989)', 'merge them into one text'];
  }
  for (const text of new Set(dmarc)) {
    const fault = dmarcFault(text, name);
    if (fault) yield [text, fault.expected, fault.fix];
  }
  if (dmarc.length > 0 || !isPolicyName(name) || texts.includes(undefined)) return;
  yield [
    texts,
    'one DMARC text, which starts with v=DMARC1 (RFC 9989)',
    'write a policy such as "v=DMARC1; p=none", or remove the record: then Waypost writes the policy',
  ];
}

/** Where a text at `name` was meant to be, which may be a slip: `dmarc`, `_dmark.shop`. */
function dmarcNameFor(name: string): string {
  if (name === '@') return ZONE_NAMES.dmarc;
  const [first = '', ...rest] = name.split('.');
  return nearest(first, [ZONE_NAMES.dmarc]) === undefined
    ? `${ZONE_NAMES.dmarc}.${name}`
    : [ZONE_NAMES.dmarc, ...rest].join('.');
}

/** Names where a record takes the place of a policy. */
function isPolicyName(name: string) {
  return name === ZONE_NAMES.dmarc || name.startsWith(`${ZONE_NAMES.dmarc}.`);
}
