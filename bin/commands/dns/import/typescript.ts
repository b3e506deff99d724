import { inspect } from 'node:util';

/** Characters of a line, as the formatter of this repository has them. */
const WIDTH = 100;

/**
 * A value as TypeScript, laid out as `oxfmt` does.
 * @param indent Columns before the first line, which is not indented itself.
 * @param after Characters that follow on the last line, such as a comma.
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

/** A list of several lists or objects that have more than one member stands on several lines. */
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
  // What nobody sees, or ends a line, goes by its code.
  const text = JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  const singles = value.split("'").length;
  return value.split('"').length >= singles
    ? `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : text;
}
