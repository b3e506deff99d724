/** Names of values that nobody should read. */
export const SECRET_NAME =
  'secret|token|passw(?:or)?d|passphrase|credential|signature|api[_-]?key|access[_-]?key|private[_-]?key|cookie|_(?:auth|pat|pwd)\\b';

/** Shorter values are usual words: masking them would mask half of a log. */
export const SHORTEST = 8;

/** Values of environment variables whose names say that they are secrets. */
export function secretValues(environment: Readonly<Record<string, string | undefined>>): string[] {
  const name = new RegExp(SECRET_NAME, 'i');
  return Object.entries(environment).flatMap(([key, value]) =>
    name.test(key) && value !== undefined && value.length >= SHORTEST ? [value] : [],
  );
}
