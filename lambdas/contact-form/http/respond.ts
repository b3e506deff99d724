import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldError } from '../core/validate-form';
import { page } from './page';

/** HTML for a form posted without JavaScript, JSON for everyone else. */
export type Audience = 'html' | 'json';

/** Seconds that a client should wait before it tries again. */
const RETRY_AFTER_SECONDS = 30;

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** 202 with the id, or 303 to the thank-you page. */
export function accepted(id: string, audience: Audience, thankYouUrl: string) {
  return audience === 'json'
    ? json(202, { id })
    : { statusCode: 303, headers: { ...HEADERS, location: thankYouUrl } };
}

/** 400 naming every field that is wrong, once: `{ errors: [{ field, reason }] }`. */
export function refused(errors: readonly FieldError[], audience: Audience) {
  return audience === 'json'
    ? json(400, { errors })
    : html(400, 'Your message was not sent yet', [
        'Please use your browser’s Back button, where what you wrote is kept, and correct this:',
        errors.map(({ field, reason }) => `${capitalized(field)} ${reason}.`),
      ]);
}

/** Any other failure: `{ message }`. The message says what to do. */
function failed(status: number, message: string, audience: Audience) {
  return audience === 'json'
    ? json(status, { message })
    : html(status, 'Your message was not sent', [message]);
}

export function tooLarge(limit: number, audience: Audience) {
  return failed(413, `The request is too large: send at most ${limit} bytes.`, audience);
}

export function unsupportedType() {
  return failed(
    415,
    'Send application/json or application/x-www-form-urlencoded, in UTF-8.',
    'json',
  );
}

export function unavailable(audience: Audience) {
  return withHeaders(
    failed(
      503,
      'The message could not be taken just now. Nothing was sent: please try again in a minute.',
      audience,
    ),
    { 'retry-after': String(RETRY_AFTER_SECONDS) },
  );
}

export function internalError(audience: Audience) {
  return failed(500, 'Something went wrong on our side. Nothing was sent.', audience);
}

export function forbidden() {
  return failed(403, 'This route asks for IAM authorisation.', 'json');
}

export function notFound(message: string) {
  return failed(404, message, 'json');
}

export function json(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function html(
  statusCode: number,
  title: string,
  content: readonly (string | readonly string[])[],
): APIGatewayProxyStructuredResultV2 {
  return withHeaders(
    { statusCode, body: page(title, content) },
    {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    },
  );
}

function withHeaders(
  response: APIGatewayProxyStructuredResultV2,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 {
  return { ...response, headers: { ...response.headers, ...headers } };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
