/** Such as `1.4 s` or `2 min 05 s`. Both are ISO 8601. */
export function duration(from: string, to: string): string {
  return inWords(Date.parse(to) - Date.parse(from));
}

export function inWords(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
