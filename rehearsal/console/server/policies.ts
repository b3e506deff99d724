/** For our own pages: nothing comes from outside this machine, and no script or style is inline. */
const OWN = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  // The delivered pages, and what their API answers to a form without scripts.
  "frame-src 'self' http://*.cloudfront.localhost:* http://*.execute-api.localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For pages that others wrote: a separate origin, no scripts, no requests, and only in our frames. */
const FOREIGN = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ');

const COMMON = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export const OWN_HEADERS = { ...COMMON, 'content-security-policy': OWN } as const;
export const FOREIGN_HEADERS = { ...COMMON, 'content-security-policy': FOREIGN } as const;
