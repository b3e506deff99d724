/** Minutes, or words where no time can be given. */
export type Span = number | 'all of it' | 'when AWS is back' | 'not at all';

export const MINUTE = 1;
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** `1 h 30 min`, `2 days 1 h`, `nothing`. */
export function spanText(span: Span, none: 'nothing' | 'no time' = 'no time'): string {
  if (typeof span === 'string') return span;
  const days = Math.floor(span / DAY);
  const hours = Math.floor((span % DAY) / HOUR);
  const minutes = span % HOUR;
  const parts = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
  ].filter(Boolean);
  return parts.join(' ') || none;
}
