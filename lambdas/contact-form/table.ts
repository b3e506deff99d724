/**
 * The submissions table: one item a submission. Attributes beside key and TTL:
 * `receivedAt` S, `form` S, `values` M of S, `destination` S, `spam` L of S, `marks` L of S, `status` S;
 * `claimedUntil` N (epoch ms: a delivery is at work until then), `claimedBy` S (that delivery's name),
 * `reason` S (why it is parked, failed or tried again, a code), `mailedAt` S, `mailMessageId` S, `receipt` S (`sent`, `bounced`, `complained`).
 * Only the owner's commands write `handledAt` S and `note` S. The functions change single attributes of an item, so they keep both.
 */
export const SUBMISSION_KEY = 'id';
/** Epoch seconds. */
export const SUBMISSION_TTL = 'expiresAt';

/**
 * The guard table: short-lived facts against abuse, none of which can be traced to a person once its
 * day's secret has expired. Keys: `secret#<day>` (attribute `secret` S, base64 of 32 bytes),
 * `source#<day>#<proven or plain>#<hash of the address>` (`until` N, epoch ms), `challenge#<hash>` (`id` S),
 * `receipt#<day>#<hash of the e-mail address>` (`id` S). `<day>` is `2026-11-24`, UTC.
 */
export const GUARD_KEY = 'key';
/** Epoch seconds. */
export const GUARD_TTL = 'expiresAt';
