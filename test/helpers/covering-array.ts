/** A choice for each factor: whether it is on. */
export type Row<Factor extends string> = Readonly<Record<Factor, boolean>>;

type Pair<Factor extends string> = readonly [Factor, boolean, Factor, boolean];

/**
 * Few rows in which every two factors meet in all four ways: most faults of combinations are faults
 * of two. Greedy, so not the fewest; the same for the same factors.
 */
export function coveringRows<Factor extends string>(factors: readonly Factor[]): Row<Factor>[] {
  const rows: Row<Factor>[] = [];
  let missing = pairsOf(factors);
  while (missing.length > 0) {
    const row = nextRow(factors, missing);
    rows.push(row);
    missing = missing.filter((pair) => !covers(row, pair));
  }
  return rows;
}

/** Every way in which two of the factors can meet. */
export function pairsOf<Factor extends string>(factors: readonly Factor[]): Pair<Factor>[] {
  const both = [true, false];
  return factors.flatMap((one, index) =>
    factors
      .slice(index + 1)
      .flatMap((other) =>
        both.flatMap((first) => both.map((second) => [one, first, other, second] as const)),
      ),
  );
}

export function covers<Factor extends string>(
  row: Partial<Row<Factor>>,
  [one, first, other, second]: Pair<Factor>,
): boolean {
  return row[one] === first && row[other] === second;
}

/** Begins with a pair that is missing, and gives each other factor what covers most. */
function nextRow<Factor extends string>(
  factors: readonly Factor[],
  missing: readonly Pair<Factor>[],
): Row<Factor> {
  const [[one, first, other, second] = []] = missing;
  const start = Object.fromEntries([
    [one, first],
    [other, second],
  ]) as Partial<Row<Factor>>;
  return factors.reduce((row, factor) => {
    if (row[factor] !== undefined) return row;
    const covered = (value: boolean) =>
      missing.filter((pair) => covers({ ...row, [factor]: value }, pair)).length;
    return { ...row, [factor]: covered(true) >= covered(false) };
  }, start) as Row<Factor>;
}
