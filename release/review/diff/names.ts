/** The names that any of them has, each once. */
export function namesOf(...all: readonly object[]): string[] {
  return [...new Set(all.flatMap((one) => Object.keys(one)))];
}
