/** What a contract's variables hold, by the names of the variables: what a stack sets. */
export type EnvOf<Names extends Readonly<Record<string, string>>> = Record<
  Names[keyof Names],
  string
>;

/**
 * Reads the variables that a contract names, once, at cold start. Takes the contract's record of
 * property to variable name and returns the values under the same properties.
 * Throws MissingEnvironment, naming every absent or empty variable, so that a stale deployment
 * fails before it takes a request.
 */
export function readEnv<Names extends Readonly<Record<string, string>>>(
  names: Names,
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<keyof Names, string>> {
  const missing = Object.values(names).filter((name) => !environment[name]);
  if (missing.length > 0) throw new MissingEnvironment(missing);
  return Object.fromEntries(
    Object.entries(names).map(([property, name]) => [property, environment[name]]),
  ) as Record<keyof Names, string>;
}

/** What Lambda itself sets. */
export const LAMBDA_ENV = { region: 'AWS_REGION' } as const;

export class MissingEnvironment extends Error {
  readonly code = 'ENVIRONMENT_MISSING';
  constructor(readonly missing: readonly string[]) {
    super(
      `Environment variables missing or empty: ${missing.join(', ')}. ` +
        'The deployed stack is older than this code, or its environment was edited by hand: deploy again.',
    );
    this.name = 'MissingEnvironment';
  }
}
