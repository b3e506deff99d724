/**
 * The content security policy of every file of the site. It leaves two directives to the page's own
 * policy, which applies as well: where the page may send forms and requests (`form-action`,
 * `connect-src`). They name the API, which is created after the distribution; AWS's domain of all
 * APIs would allow everybody's API. `default-src 'none'` would forbid both, so this policy names
 * everything else.
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
