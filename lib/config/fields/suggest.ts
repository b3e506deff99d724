const SHORTEST_BEGINNING = 3;

/**
 * The candidate that is a typing slip away from `word`, or the only one that begins with it, if
 * there is one.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const longer = candidates.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()));
  if (word.length >= SHORTEST_BEGINNING && longer.length === 1) return longer[0];
  const slips = Math.max(1, Math.floor(word.length / 3));
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      distance: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter((guess) => guess.distance <= slips)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** Levenshtein's edit distance. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  Array.from(from).forEach((letter, row) => {
    const current = [row + 1];
    Array.from(to).forEach((other, column) => {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    });
    previous = current;
  });
  return previous[to.length] ?? 0;
}
