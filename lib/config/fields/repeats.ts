import type { Problem } from '../config-error';

/** Every value that is in the list before. Two are the same if `keyOf` gives the same for both. */
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

/** Every element whose `key` has the value of one before it. */
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
      expected: `a ${key} different from that of ${path}[${first}]`,
      fix,
    };
  }
}

/** Mail providers tell no addresses apart by case. */
export function foldCase(address: string) {
  return address.toLowerCase();
}
