import { ZONE_NAMES } from '../../naming';
import { nearest } from '../fields/suggest';

/** What is wrong with a text, and what to do. */
export interface DmarcFault {
  readonly expected: string;
  readonly fix: string;
}

const POLICY = /^(?:none|quarantine|reject)$/i;
const ADDRESS = String.raw`\s*mailto:[^@\s,!;]+@(?:[a-z0-9-]+\.)+[a-z0-9-]+(?:![0-9]+[kmgt]?)?\s*`;
const REPORTS = new RegExp(`^${ADDRESS}(?:,${ADDRESS})*$`, 'i');

/** Tag -> its values (RFC 9989, section 4.7), and what they are. Receivers ignore any other tag. */
const VALUES: ReadonlyMap<string, readonly [RegExp, string]> = new Map(
  Object.entries<readonly [RegExp, string]>({
    p: [POLICY, 'none, quarantine or reject'],
    sp: [POLICY, 'none, quarantine or reject'],
    np: [POLICY, 'none, quarantine or reject'],
    adkim: [/^[rs]$/i, 'r or s'],
    aspf: [/^[rs]$/i, 'r or s'],
    t: [/^[yn]$/i, 'y or n'],
    psd: [/^[ynu]$/i, 'y, n or u'],
    fo: [/^[01ds](?:\s*:\s*[01ds])*$/i, '0, 1, d and s, with colons between them'],
    rua: [REPORTS, 'addresses such as mailto:dmarc@example.com, with commas between them'],
    ruf: [REPORTS, 'addresses such as mailto:dmarc@example.com, with commas between them'],
  }),
);

/** Names below which a text says that reports about another domain may come here (RFC 9990). */
const REPORT_NAME = /(?:^|\.)_report\._dmarc(?:\.|$)/;

/** Whether receivers look for a DMARC text at this name, relative to a zone: there, or by a wildcard. */
export function isDmarcName(name: string): boolean {
  return (
    name === ZONE_NAMES.dmarc ||
    name.startsWith(`${ZONE_NAMES.dmarc}.`) ||
    REPORT_NAME.test(name) ||
    name.startsWith('*')
  );
}

/** Whether a text is meant for DMARC, however it is spelt. */
export function resemblesDmarc(text: string): boolean {
  return /^\W*v\W*dmarc/i.test(text) || /^\W*dmarc\W*1(?=\W|$)/i.test(text);
}

/** Whether receivers take a text for DMARC at all: the version is case-sensitive. */
export function isDmarc(text: string): boolean {
  return /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/i.test(text) && /^[^=]*=[ \t]*DMARC1/.test(text);
}

/** Why a text at `name` does not say what its owner meant; `undefined` if it does. */
export function dmarcFault(text: string, name: string): DmarcFault | undefined {
  if (!isDmarc(text)) {
    return {
      expected: 'a text that begins with "v=DMARC1;", in this case (RFC 9989, section 4.7)',
      fix: 'begin the text like this: otherwise receivers do not read it as DMARC',
    };
  }
  const tags = text.replace(/;\s*$/, '').split(';').slice(1).map(tagOf);
  const names = tags.map(({ tag }) => tag);
  const broken = tags.find(({ tag }) => !/^[a-zA-Z]\w*$/.test(tag));
  if (broken !== undefined) {
    return {
      expected: `tags such as "p=none" with semicolons between them, not "${broken.text}"`,
      fix: 'write tag, "=" and value, or remove it',
    };
  }
  const twice = names.find((tag, index) => tag === 'v' || names.indexOf(tag) !== index);
  if (twice !== undefined) {
    return {
      expected: `the tag "${twice}" only once (RFC 6376, section 3.2): receivers ignore a text that repeats a tag`,
      fix: 'remove all but one',
    };
  }
  for (const { tag, value } of tags) {
    const [pattern, values] = VALUES.get(tag) ?? [/^/, ''];
    if (pattern.test(value)) continue;
    return {
      expected: `${values} as "${tag}", not "${value}" (RFC 9989, section 4.7)`,
      fix: 'correct it, or remove the tag: receivers ignore unknown values',
    };
  }
  if (names.includes('p') || REPORT_NAME.test(name)) return undefined;
  return {
    expected: 'a policy, "p=": without it receivers ignore the text, or treat it as p=none',
    fix: 'add "p=none", "p=quarantine" or "p=reject"',
  };
}

/** Tags of a valid text that have no effect: receivers ignore unknown tags. */
export function dmarcAdvice(text: string): readonly (DmarcFault & { readonly found: string })[] {
  const tags = text.split(';').slice(1).map(tagOf);
  return tags.flatMap(({ tag, value, text: found }) => {
    if (tag === '' || VALUES.has(tag) || HARMLESS.test(`${tag}=${value}`)) return [];
    if (tag === 'pct') {
      return [
        {
          found,
          expected: 'no "pct": RFC 9989 has removed it, and receivers apply the policy to all mail',
          fix: 'remove it. To ask for the next milder policy, write "t=y"',
        },
      ];
    }
    const guess = nearest(tag, [...VALUES.keys()]);
    return [
      {
        found,
        expected: 'a tag of RFC 9989, section 4.7: receivers ignore all others',
        fix: guess === undefined ? 'remove it' : `did you mean "${guess}"? Otherwise remove it`,
      },
    ];
  });
}

/** Tags of RFC 7489 that only ask for the default behaviour of receivers. */
const HARMLESS = /^(?:pct=100|rf=afrf|ri=\d+)$/i;

function tagOf(text: string) {
  const [tag = '', ...value] = text.split('=');
  return value.length === 0
    ? { tag: '', value: '', text: text.trim() }
    : { tag: tag.trim(), value: value.join('=').trim(), text: text.trim() };
}
