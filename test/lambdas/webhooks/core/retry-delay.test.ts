import { MAX_RECEIVES } from '../../../../lambdas/contact-form/contract';
import { retryDelay } from '../../../../lambdas/webhooks/core/retry-delay';
import { MESSAGE_DAYS_IN_QUEUE } from '../../../../lib/constants';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const LONGEST_HIDDEN_SECONDS = 12 * 60 * 60;

const delays = Array.from({ length: MAX_RECEIVES - 1 }, (_, index) => retryDelay(index + 1));

test('the first retries follow in seconds and minutes, later ones in hours', () => {
  expect(delays.slice(0, 3)).toEqual([5, 60, 300]);
  expect([...delays].sort((a, b) => a - b)).toEqual(delays);
});

test('all tries together take a day at least, and end before the queue forgets the message', () => {
  const seconds = delays.reduce((sum, delay) => sum + delay, 0);
  expect(seconds).toBeGreaterThan(86_400);
  expect(seconds).toBeLessThan((MESSAGE_DAYS_IN_QUEUE - 1) * 86_400);
});

test('a receiver may ask for a longer pause, but for none that SQS does not grant, or a shorter one', () => {
  expect(retryDelay(1, 90.2)).toBe(91);
  expect(retryDelay(3, 1)).toBe(300);
  expect(retryDelay(1, 1e9)).toBeLessThan(LONGEST_HIDDEN_SECONDS);
  for (const delay of delays) expect(delay).toBeLessThan(LONGEST_HIDDEN_SECONDS);
});
