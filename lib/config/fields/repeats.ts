import type { Problem } from '../config-error';

/**
 * Every value that is already in the list. Two values are the same if `keyOf` gives the same key
 * for both.
 */
export function* noRepeats<Value>(
  path: string,
  values: readonly (Value | undefined)[] = [],
  keyOf: (value: Value) => string = (value) => JSON.stringify(value),
): Iterable<Problem> {
  const keys = values.map((value) => (value === undefined ? undefined : keyOf(value)));
  for (const [index, key] of keys.entries()) {
    if (key === undefined || keys.indexOf(key) === index) continue;
    yield {
      path: `${path}[${index}]`,
      found: values[index],
      expected: 'each value once',
      fix: 'remove the repeated value',
    };
  }
}

/** Every element whose `key` has the same value as an earlier element. */
export function* distinct<Key extends string>(
  path: string,
  key: Key,
  items: readonly (Readonly<Partial<Record<Key, string>>> | undefined)[],
  fix: string,
): Iterable<Problem> {
  const values = items.map((item) => item?.[key]);
  for (const [index, found] of values.entries()) {
    const first = values.indexOf(found);
    if (found === undefined || first === index) continue;
    yield {
      path: `${path}[${index}].${key}`,
      found,
      expected: `another ${key} than that of ${path}[${first}]`,
      fix,
    };
  }
}

/** Mail providers ignore the case of addresses. */
export function foldCase(address: string) {
  return address.toLowerCase();
}
