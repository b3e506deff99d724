/** The environment that releases are for: the last one that they reach. */
export function production<Environment>(environments: readonly Environment[]): Environment {
  const last = environments.at(-1);
  if (last === undefined) throw new Error('the configuration has no environment');
  return last;
}
