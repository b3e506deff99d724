/** SNS takes fewer than 100 characters, and mail programs show fewer. */
const SUBJECT_LENGTH = 99;

/**
 * A subject as SNS takes it: one line of ASCII. What has no ASCII form becomes a question mark.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function subjectLine(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\u2010-\u2015]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[^\x20-\x7e]/gu, '?')
    .trim();
  return ascii.length <= SUBJECT_LENGTH ? ascii : `${ascii.slice(0, SUBJECT_LENGTH - 3)}...`;
}

/** `25 Nov 2026, 14:02 UTC` */
export function utc(date: Date): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) (\d+:\d+)/.exec(date.toUTCString()) ?? [];
  return `${day ?? ''} ${month ?? ''} ${year ?? ''}, ${time ?? ''} UTC`;
}

/** `2 d 3 h`, `1 h 5 min`, `40 s`: the two largest units. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Paragraphs with an empty line between them; what is empty is left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

export function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n');
}
