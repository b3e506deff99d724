/** Ten hours: SQS hides a message for twelve at most. */
const LONGEST_SECONDS = 36_000;

/**
 * Seconds after the first, second, ... try that failed, near the schedule that Standard Webhooks
 * proposes. After the last one a message has been tried for a day and a half.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
const DELAYS = [5, 60, 300, 1_800, 7_200, 18_000, LONGEST_SECONDS];

/** @param tries so far, from 1. The receiver may ask for a longer pause. */
export function retryDelay(tries: number, retryAfterSeconds = 0): number {
  const planned = DELAYS[tries - 1] ?? LONGEST_SECONDS;
  return Math.min(LONGEST_SECONDS, Math.max(planned, Math.ceil(retryAfterSeconds)));
}
