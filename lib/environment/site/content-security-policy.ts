/**
 * What every file of the site is served with. It leaves two things to the page's own policy, which
 * holds beside this one: where the page may send forms and requests (`form-action`, `connect-src`).
 * They name the API, which is made after the distribution, and AWS's domain of all APIs would admit
 * everybody's. `default-src 'none'` would forbid them, so everything else is named.
 */
export const CONTENT_SECURITY_POLICY = [
  "base-uri 'none'",
  "child-src 'none'",
  "font-src 'none'",
  "frame-ancestors 'none'",
  "frame-src 'none'",
  "img-src 'self'",
  "manifest-src 'none'",
  "media-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
].join('; ');
