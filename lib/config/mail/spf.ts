import { isIP } from 'node:net';
import { validateTerms } from 'mailauth/lib/spf/syntax';
import { isHostName } from '../fields/internet-names';

/** The DNS look-ups of one SPF text, as RFC 7208 counts them, as far as the text itself shows. */
export interface SpfTerms {
  /** Mechanisms and modifiers that are looked up, of which a whole evaluation may have ten (section 4.6.4). */
  readonly lookups: number;
  /** Whose SPF texts count as well: targets of `include` and `redirect`, without those that hold macros. */
  readonly continuesAt: readonly string[];
  /** What is asked for hosts, without those that hold macros. */
  readonly questions: readonly SpfQuestion[];
}

/** `host` is unset where it is the name of the text itself. */
export interface SpfQuestion {
  readonly text: string;
  readonly mechanism: 'a' | 'mx' | 'exists';
  readonly host?: string;
}

/** Why a text does not say what its owner meant. */
export interface SpfFault {
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

export const MOST_LOOKUPS = 10;

/** Look-ups that find nothing (section 4.6.4). */
export const MOST_VOID_LOOKUPS = 2;

/** What receivers take for SPF (RFC 7208, section 4.5): the version, then a space or the end. */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** Whether a text is meant for SPF, however it is spelt. Sender ID's texts (RFC 4406) are not. */
export function resemblesSpf(text: string): boolean {
  if (/^spf2\.0\//i.test(text)) return false;
  return (
    isSpf(text) ||
    /^\W*v\W*spf(?![a-z])/i.test(text) ||
    /^\W*spf ?1(?=\W|$)/i.test(text) ||
    /^[+?~-]?(?:include|ip4|ip6):\S+(?: |$)/i.test(text) ||
    /(?:^|[\s,;])[+?~-]?(?:include|ip4|ip6|a|mx)[:\s,;].*[+?~-]all\W*$/i.test(text)
  );
}

/** Term -> name, value and qualifier; of a modifier, name and value. */
const TERM = /^([+?~-]?)([a-z0-9_.-]+)(?:([:=/])(.*))?$/i;
const LOOKED_UP = ['include', 'exists', 'a', 'mx', 'ptr'];
const MECHANISMS = ['all', 'ip4', 'ip6', ...LOOKED_UP];

interface Term {
  readonly text: string;
  readonly qualifier: string;
  readonly name: string;
  readonly separator: string;
  readonly value: string;
}

function termsOf(text: string): readonly Term[] {
  return text
    .split(' ')
    .slice(1)
    .filter(Boolean)
    .map((term) => {
      const [, qualifier = '', name = '', separator = '', value = ''] = TERM.exec(term) ?? [];
      return { text: term, qualifier, name: name.toLowerCase(), separator, value };
    });
}

export function spfTerms(text: string): SpfTerms {
  const terms = termsOf(text);
  const counted = beforeAll(terms).filter(({ name, separator }) =>
    separator === '=' ? name === 'redirect' : LOOKED_UP.includes(name),
  );
  return {
    lookups: counted.length,
    continuesAt: counted
      .filter(({ name, value }) => ['include', 'redirect'].includes(name) && !value.includes('%'))
      .map(({ value }) => value.toLowerCase().replace(/\.$/, '')),
    questions: counted.flatMap(({ text: term, name, separator, value }): SpfQuestion[] => {
      const mechanism = (['a', 'mx', 'exists'] as const).find((one) => one === name);
      if (mechanism === undefined || value.includes('%')) return [];
      const host = separator === ':' ? value.replace(/\/.*$/, '').toLowerCase() : '';
      return [{ text: term, mechanism, ...(host !== '' && { host: host.replace(/\.$/, '') }) }];
    }),
  };
}

/** `all` matches every sender: terms after it and a redirect beside it are ignored (section 5.1). */
function beforeAll(terms: readonly Term[]): readonly Term[] {
  const all = terms.findIndex(isAll);
  return all === -1 ? terms : terms.slice(0, all).filter(({ name }) => name !== 'redirect');
}

const isAll = ({ name, separator }: Term) => name === 'all' && separator === '';

/** Everything in a text that makes receivers give up, ignore the text, or accept mail from anybody. */
export function spfFaults(text: string): SpfFault[] {
  if (!isSpf(text)) {
    return [
      {
        found: text,
        expected: 'a text that begins with "v=spf1" and a space (RFC 7208, section 4.5)',
        fix: 'begin the text like this: otherwise receivers do not read it as SPF',
      },
    ];
  }
  const terms = termsOf(text);
  const faults = terms.flatMap((term) => termFault(term) ?? []);
  return faults.length > 0 ? faults : [...orderFaults(terms)];
}

const EXPECTED = 'a term of SPF, such as "include:spf.example.net", "ip4:192.0.2.0/24" or "-all"';

function termFault(term: Term): SpfFault | undefined {
  const { text, qualifier, name, separator, value } = term;
  const fault = (expected: string, fix: string) => ({ found: text, expected, fix });
  if (/[,;]/.test(text) && !text.includes('%{')) {
    return fault(EXPECTED, 'put spaces between terms, not commas or semicolons');
  }
  if (separator === '=' && MECHANISMS.includes(name)) {
    return fault(EXPECTED, `write "${text.replace('=', ':')}": receivers ignore a term with "="`);
  }
  const wrong = validateTerms([text]);
  if (wrong !== false) return fault(EXPECTED, `correct it, or remove it (${wrong})`);
  const target = /^(?:include|exists|redirect|exp|a|mx|ptr)$/.test(name) ? value : '';
  const host =
    separator === '/' ? '' : target.replace(/\/.*$/, (mask) => (MASKED.has(name) ? '' : mask));
  if (host !== '' && !host.includes('%') && !isHostName(host.toLowerCase().replace(/\.$/, ''))) {
    return fault(
      'only the name of a host or domain after the term',
      `remove from "${host}" what is not part of such a name`,
    );
  }
  if ((qualifier === '' || qualifier === '+') && (isAll(term) || isEverybody(term))) {
    return fault(
      'only your own senders: this text allows anybody to send mail as you',
      'end the text with "-all" or "~all", and name your senders before it',
    );
  }
  return undefined;
}

/** Mechanisms whose domain may have a length behind it. */
const MASKED = new Set(['a', 'mx']);

/** A network of all addresses. */
function isEverybody({ name, separator, value }: Term): boolean {
  if (separator === '=' || !['a', 'mx', 'ip4', 'ip6'].includes(name)) return false;
  return isIP(value.replace(/\/.*$/, '')) > 0 || MASKED.has(name)
    ? /(?:^|\/)\/?0(?:\/|$)/.test(separator === '/' ? `/${value}` : value.replace(/^[^/]*/, ''))
    : false;
}

function* orderFaults(terms: readonly Term[]): Iterable<SpfFault> {
  for (const once of ['redirect', 'exp']) {
    const same = terms.filter(({ name, separator }) => separator === '=' && name === once);
    if (same.length > 1) {
      yield {
        found: same.map(({ text }) => text).join(' '),
        expected: `one "${once}=" in a text (RFC 7208, section 6)`,
        fix: 'remove all but one',
      };
    }
  }
  const all = terms.findIndex(isAll);
  if (all === -1) return;
  const ignored = terms.filter(({ name, separator }, index) =>
    separator === '=' ? name === 'redirect' : index > all,
  );
  if (ignored.length === 0) return;
  yield {
    found: ignored.map(({ text }) => text).join(' '),
    expected:
      'no term after "all": receivers ignore it, because "all" matches every sender (RFC 7208, section 5.1)',
    fix: 'move it before "all". Use either "all" or "redirect=", not both',
  };
}

/**
 * Terms that receivers accept but that do not do what they say.
 * @param atApex Whether it stands at the domain itself, which becomes the contact page.
 */
export function spfAdvice(text: string, atApex: boolean): SpfFault[] {
  const terms = termsOf(text);
  const asked = beforeAll(terms);
  return terms.flatMap((term) => {
    const { name, separator, qualifier, text: found } = term;
    if (separator !== '=' && !asked.includes(term)) return [];
    if (atApex && name === 'a' && ['', '/'].includes(separator) && qualifier !== '-') {
      return [
        {
          found: text,
          expected:
            'servers that send mail for you: "a" is the contact page when the zone is delegated',
          fix: 'name the server that sends your mail with ip4 or ip6, and remove "a"',
        },
      ];
    }
    if (name === 'ptr' && separator !== '=') {
      return [
        {
          found,
          expected:
            'another term: "ptr" is slow, and many receivers ignore it (RFC 7208, section 5.5)',
          fix: 'name the servers that send your mail with ip4, ip6 or a',
        },
      ];
    }
    if (separator === '=' && !MODIFIERS.includes(name)) {
      return [
        {
          found,
          expected:
            'redirect= or exp=: receivers ignore every other modifier (RFC 7208, section 6)',
          fix: 'remove it, or correct its name',
        },
      ];
    }
    return [];
  });
}

/** The two of RFC 7208, and that of RFC 6652 for reports. */
const MODIFIERS = ['redirect', 'exp', 'ra', 'rp', 'rr'];
