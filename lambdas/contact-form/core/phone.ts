const LEAST_DIGITS = 3;

/** What no number is written with: `@` of an address, `<` of markup, currencies. */
const NOT_OF_NUMBERS = /[^\p{L}\p{M}\p{N}\p{P}\p{So}\p{Zs}\p{Cf}+＋\u2212~～|｜]|@/u;

/** A dash to people, and a letter to Unicode. */
const LONG_VOWELS = /[ーｰ]/g;

/**
 * Whether a line may be a phone number: digits of any script, what people write around them, and
 * words, as in `extension 12`, `内線12` and `1-800-FLOWERS`. Nothing dials the number, so this only
 * finds a mistyped field.
 */
export function isPhone(line: string): boolean {
  const digits = count(line, /\p{Nd}/gu);
  const letters = count(line.replace(LONG_VOWELS, ''), /\p{L}/gu);
  return !NOT_OF_NUMBERS.test(line) && digits >= LEAST_DIGITS && letters <= 2 * digits;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
