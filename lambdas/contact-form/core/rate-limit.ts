/** So many at once, then one in `everyMs`. */
export interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** For a message with proof of work. */
export const PROVEN_LIMIT: Limit = { burst: 5, everyMs: 60_000 };
/** For a plain HTML form, a form without proof of work, and a proof that could not be checked. */
export const PLAIN_LIMIT: Limit = { burst: 2, everyMs: 10 * 60_000 };

/**
 * The generic cell rate algorithm: a token bucket in one number. `until` is when the source will have
 * paid off all that it sent; it may be this far ahead for one more.
 * https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 */
export function windowMs({ burst, everyMs }: Limit): number {
  return (burst - 1) * everyMs;
}

/** How long to wait for one more, in milliseconds; 0 is now. */
export function waitMs(until: number, limit: Limit, now: number): number {
  return Math.max(0, until - windowMs(limit) - now);
}
