import type { HttpResponse } from '../../shared/http-response';

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

export function answer(statusCode: number, type: string, body: string): HttpResponse {
  return { statusCode, headers: { ...HEADERS, 'content-type': type }, body };
}

export function json(statusCode: number, body: unknown): HttpResponse {
  return answer(statusCode, 'application/json', JSON.stringify(body));
}

/** The message says what to do. */
export function refused(statusCode: number, message: string): HttpResponse {
  return json(statusCode, { message });
}

/**
 * A page that asks nobody but its own origin and the sign-in pages, and whose scripts can put only text
 * into it: the browser refuses to make HTML of a string.
 */
export function page(html: string, signInOrigin: string): HttpResponse {
  const found = answer(200, 'text/html; charset=utf-8', html);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The page's icon, which is empty.
    'img-src data:',
    `connect-src 'self' ${signInOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return { ...found, headers: { ...found.headers, 'content-security-policy': policy } };
}
