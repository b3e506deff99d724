/** `fraction` 0.5 is the median. NaN if a value is. */
export function percentile(values: readonly number[], fraction: number): number {
  if (values.some(Number.isNaN)) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))];
  if (value === undefined) throw new Error('There is no percentile of no values.');
  return value;
}
