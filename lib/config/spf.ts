/** What one SPF text asks of DNS, as RFC 7208 counts it, as far as the text itself tells. */
export interface SpfTerms {
  /** Mechanisms and modifiers that are looked up, of which a whole evaluation may have ten (section 4.6.4). */
  readonly lookups: number;
  /** Whose SPF texts count as well: targets of `include` and `redirect`, without those that hold macros. */
  readonly continuesAt: readonly string[];
  /** Terms that make receivers give up with a permanent error. */
  readonly unknown: readonly string[];
}

export const MOST_LOOKUPS = 10;

const MECHANISM =
  /^[+?~-]?(?:(all)|(include|exists):(\S+)|(a|mx|ptr)(?::[^\s/]+)?(?:\/\d{1,2})?(?:\/\/\d{1,3})?|ip4:[\d.]+(?:\/\d{1,2})?|ip6:[\da-f:.]+(?:\/\d{1,3})?)$/i;
const MODIFIER = /^([a-z][a-z0-9_.-]*)=(\S*)$/i;

export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

export function spfTerms(text: string): SpfTerms {
  let lookups = 0;
  const continuesAt: string[] = [];
  const unknown: string[] = [];
  const terms = text.split(' ').slice(1).filter(Boolean);
  // What `all` answers, nothing after it can change, and a redirect beside it is ignored (section 5.1).
  const all = terms.findIndex((term) => /^[+?~-]?all$/i.test(term));
  for (const [index, term] of terms.entries()) {
    const [, , asks, target, addresses] = MECHANISM.exec(term) ?? [];
    const [, modifier, elsewhere] = MODIFIER.exec(term) ?? [];
    const redirects = modifier?.toLowerCase() === 'redirect';
    if (modifier === undefined && !MECHANISM.test(term)) unknown.push(term);
    if (all !== -1 && (index > all || redirects)) continue;
    if (asks !== undefined || addresses !== undefined || redirects) lookups += 1;
    const next = redirects ? elsewhere : asks?.toLowerCase() === 'include' ? target : undefined;
    if (next !== undefined && !next.includes('%')) continuesAt.push(next.toLowerCase());
  }
  return { lookups, continuesAt, unknown };
}
