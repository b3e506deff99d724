/** Of our own pages. Nothing comes from elsewhere, and no script or style stands in the page. */
const OWN = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of what others have written: an origin of its own, no script, no request, in our frames alone. */
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
