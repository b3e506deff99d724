import type { PropertyChange } from './model';

/** Characters of a property's value that the page shows, and how many before those that differ. */
const LONGEST_VALUE = 400;
const LEAD = 80;

/** Both sides of a property as the templates have them, long ones from shortly before where they part. */
export function valuesOf(one: unknown, other: unknown): Pick<PropertyChange, 'before' | 'after'> {
  const [before, after] = [wordsOf(one), wordsOf(other)];
  const from = Math.max(0, partingOf(before ?? '', after ?? '') - LEAD);
  const long = [before, after].some((text = '') => text.length > LONGEST_VALUE);
  const short = (text: string) => {
    if (!long) return text;
    const to = from + LONGEST_VALUE;
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${text.length > to ? '…' : ''}`;
  };
  return {
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
}

function partingOf(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
