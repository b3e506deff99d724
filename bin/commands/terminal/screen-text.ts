/**
 * Control characters, which a terminal obeys and does not show, and characters that change the direction of
 * the text. Strangers' text must not move the cursor, hide itself or look like a line of ours.
 */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const UNPRINTABLE_BUT_LINE_BREAKS = new RegExp(`(?!\\n)${UNPRINTABLE.source}`, 'gu');

/** One line, safe to show. */
export function line(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\ufffd');
}

/** Lines, safe to show. */
export function lines(text: string): string[] {
  return text.replaceAll(UNPRINTABLE_BUT_LINE_BREAKS, '\ufffd').split('\n');
}

/** `2026-11-24T09:15:00.000Z` -> `2026-11-24 09:15 UTC` */
export function time(iso: string): string {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso) ?? [];
  return day !== undefined && clock !== undefined ? `${day} ${clock} UTC` : line(iso);
}

/** Rows under headings, in columns. The last column may have any width. */
export function table(rows: readonly (readonly string[])[]): string {
  const [headings = []] = rows;
  const widths = headings.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((text) => `${text.trimEnd()}\n`)
    .join('');
}
