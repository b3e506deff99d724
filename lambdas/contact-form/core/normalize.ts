import { domainToASCII } from 'node:url';

// Pasted text can contain characters that nobody sees and nobody meant: controls of Word and PDF,
// direction marks, parts of characters. They are removed. Readable text stays as it was written.

/** Controls, halves of characters and non-characters: neither headers nor every program can hold them. */
const NOTHING = /(?![\t\n])[\p{Cc}\p{Cs}\p{NChar}]/gu;

/** Word's line break and page break, that of mainframes, and those of Unicode (UAX 14, class BK). */
const LINE_BREAKS = /[\v\f\u0085\u2028\u2029]/g;

/**
 * Unicode's Default_Ignorable_Code_Point, less what changes how its neighbours look: variation selectors
 * and other marks, joiners, and the tags of flags.
 */
const INVISIBLE = /(?!\p{M}|\p{Join_Control}|[\u{e0020}-\u{e007f}])\p{DI}/gu;

const NOTHING_TO_SEE = /^[\p{DI}\s]*$/u;

/** Several lines, each ended by `\n`. */
export function normalizeLines(text: string): string {
  // Browsers send \r\n and count it as one character.
  const lines = text.replace(/\r\n?/g, '\n').replace(LINE_BREAKS, '\n').replace(NOTHING, '');
  return orEmpty(lines.trim());
}

/** A line. A `\n` from a program is kept; a browser's field has none. */
export function normalizeLine(text: string): string {
  const line = text
    .replace(/\r\n?/g, '\n')
    .replace(LINE_BREAKS, ' ')
    .replaceAll('\t', ' ')
    .replace(NOTHING, '')
    .replace(INVISIBLE, '');
  return orEmpty(line.trim());
}

/**
 * An address in the form that mail servers take, if it has one: `jane@müller.de` ->
 * `jane@xn--mller-kva.de`, as browsers make it, and full-width letters as others.
 */
export function normalizeAddress(text: string): string {
  const address = normalizeLine(text.normalize('NFKC').replace(/\p{DI}/gu, ''));
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  // Node reads a host as URLs have it, where `%41` is a letter and `1` an address.
  if (/^\p{ASCII}*$/u.test(domain) || !/^[\p{L}\p{M}\p{N}\p{So}.。-]+$/u.test(domain))
    return address;
  return address.slice(0, at) + (domainToASCII(domain) || domain);
}

function orEmpty(text: string): string {
  return NOTHING_TO_SEE.test(text) ? '' : text;
}
