/** Such as `1.4 s`, `2 min 05 s` or `7 h 30 min`: an approval may wait for days. Both are ISO 8601. */
export function duration(from: string, to: string): string {
  return inWords(Date.parse(to) - Date.parse(from));
}

export function inWords(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [large, small, units] =
    seconds < 3600
      ? [Math.floor(seconds / 60), seconds % 60, ['min', 's']]
      : [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), ['h', 'min']];
  return `${large} ${units[0]} ${String(small).padStart(2, '0')} ${units[1]}`;
}
