import { inspect } from 'node:util';

/** Characters of a line, as in the formatter of this repository. */
const WIDTH = 100;

/**
 * A value as TypeScript, in the format of `oxfmt`.
 * @param indent columns before the first line, which is not indented itself
 * @param after number of characters after the last line, such as a comma
 */
export function typescriptOf(value: unknown, indent: number, before = '', after = ''): string {
  const line = oneLine(value);
  const fits = !breaks(value) && indent + before.length + line.length + after.length <= WIDTH;
  if (fits || typeof value !== 'object' || value === null) return `${before}${line}${after}`;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = Array.isArray(value)
    ? value.map((element: unknown) => ['', element] as const)
    : Object.entries(value).map(([key, element]) => [`${key}: `, element as unknown] as const);
  const space = ' '.repeat(indent + 2);
  return [
    `${before}${open}`,
    ...inner.map(([key, element]) => `${space}${typescriptOf(element, indent + 2, key, ',')}`),
    `${' '.repeat(indent)}${close}${after}`,
  ].join('\n');
}

/** A list of several lists or objects with more than one member takes several lines. */
function breaks(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner: unknown[] = Object.values(value);
  const isTable =
    Array.isArray(value) &&
    inner.length > 1 &&
    inner.every((one) => typeof one === 'object' && one !== null && Object.keys(one).length > 1);
  return isTable || inner.some(breaks);
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return literal(value);
  return `{ ${Object.entries(value)
    .map(([key, element]) => `${key}: ${oneLine(element)}`)
    .join(', ')} }`;
}

/** A string in the quotes that need fewer escapes. */
function literal(value: unknown): string {
  if (typeof value !== 'string') return inspect(value);
  // Invisible characters and line breaks are written as codes.
  const text = JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  const singles = value.split("'").length;
  return value.split('"').length >= singles
    ? `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : text;
}
