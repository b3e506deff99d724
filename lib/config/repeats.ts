import type { Problem } from './config-error';

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
      fix: 'remove the repetition',
    };
  }
}
