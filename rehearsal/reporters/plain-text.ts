import { stripVTControlCharacters } from 'node:util';

/** Control characters, marks that change the direction of writing, and separators. All are invisible. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const CHARACTERS = new Intl.Segmenter();

/**
 * Text from outside (the output of a build, a commit's message), made safe for a terminal: without colours,
 * and without characters that move the cursor, set a title or hide a part. Line breaks stay.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) =>
      line
        .replace(/\r+$/, '')
        .replace(/[\t\r]/g, ' ')
        .replace(UNSEEN, ''),
    )
    .join('\n');
}

/** Every text of a value, made plain. */
export function plainTexts<T>(value: T): T {
  return mapped(value) as T;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapped(part)]));
}

/** At most `length` characters, as people count them. The last one is `…` if something is cut off. */
export function cut(text: string, length: number): string {
  const characters = Array.from(CHARACTERS.segment(text), ({ segment }) => segment);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
