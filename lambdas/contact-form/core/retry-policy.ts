/** Seconds to wait before a message is delivered again. */
export interface RetryPolicy {
  /** After the nth delivery that failed, from 1. */
  readonly afterFault: (receiveCount: number) => number;
  /** SES was throttled for the nth time, from 1. */
  readonly whenThrottled: (postponed: number) => number;
  /** SES may not send, for the nth time, from 1. */
  readonly whenParked: (postponed: number) => number;
}

/** SQS delays a message by no more. */
export const DELAY_MAX_SECONDS = 900;
/** SES counts its rate by the second, so a longer wait only puts a message behind newer ones. */
const THROTTLED_MAX_SECONDS = 300;
const FIRST_RETRY_SECONDS = 30;

/**
 * Exponential backoff. What was throttled together comes back spread over the whole span ("full
 * jitter": https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and so does what
 * is parked. A retry after a fault waits for at least half its span, so that ten of them outlast an
 * outage of about an hour. `random` gives 0 to 1, without 1.
 */
export function exponentialBackoff(random: () => number = Math.random): RetryPolicy {
  const span = (first: number, n: number, most: number) => Math.min(most, first * 2 ** (n - 1));
  const between = (least: number, most: number) =>
    least + Math.floor(random() * (Math.floor(most) - least + 1));
  return {
    afterFault(receiveCount) {
      const most = span(2 * FIRST_RETRY_SECONDS, receiveCount, DELAY_MAX_SECONDS);
      return between(most / 2, most);
    },
    whenThrottled: (postponed) => between(1, span(2, postponed, THROTTLED_MAX_SECONDS)),
    whenParked: (postponed) => between(1, span(60, postponed, DELAY_MAX_SECONDS)),
  };
}
