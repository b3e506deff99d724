import { createHmac } from 'node:crypto';

/** Key in the guard table of a day's secret. The day is `2026-11-24`, UTC. */
export function secretKey(day: string): string {
  return `secret#${day}`;
}

/** Key in the guard table of the receipt that an address got on a day. */
export function receiptKey(day: string, secret: string, email: string): string {
  const hash = createHmac('sha256', secret).update(email.toLowerCase()).digest('base64url');
  return `receipt#${day}#${hash}`;
}
