/** The number of pairs that a bench's one argument asks for; `undefined` after its usage was shown. Sets the exit code. */
export function pairsArgument(
  [given, ...rest]: readonly string[],
  { pairs: standard, usage }: { readonly pairs: number; readonly usage: string },
): number | undefined {
  const pairs = given === undefined ? standard : Number(given);
  if (Number.isInteger(pairs) && pairs > 0 && rest.length === 0) return pairs;
  console.error(usage);
  process.exitCode = given === '--help' || given === '-h' ? 0 : 1;
  return undefined;
}
