import type { HttpResponse } from '../../shared/http-response';
import type { InvalidField } from '../core/validate-form';
import type { FormDefinition, Language } from '../form-definition';
import { textsOf } from '../texts/texts';
import type { BodyFault, RequestFault, Texts } from '../texts/sentences';
import { page } from './page';

/** HTML for a form posted without JavaScript, JSON for everyone else. */
export interface Audience {
  readonly format: 'html' | 'json';
  readonly language: Language;
}

/** For requests without a form: programs read the answers. */
export const PROGRAM: Audience = { format: 'json', language: 'en' };

/** Seconds that a client should wait before it tries again. */
const RETRY_AFTER_SECONDS = 30;

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** 202 with the id, or 303 to the thank-you page. */
export function accepted(id: string, { format }: Audience, thankYouUrl: string): HttpResponse {
  return format === 'json'
    ? json(202, { id })
    : { statusCode: 303, headers: { ...HEADERS, location: thankYouUrl } };
}

export interface RefusedField {
  /** Part of the request: a form's field, `altcha` or `body`. */
  readonly field: string;
  readonly fault: InvalidField['fault'] | Exclude<RequestFault, 'too-long'>;
}

/** 400 naming every field that is wrong, once: `{ errors: [{ field, reason }] }`. */
export function refused(
  refusals: readonly RefusedField[],
  { format, language }: Audience,
  form: Pick<FormDefinition, 'fields'>,
): HttpResponse {
  const texts = textsOf(language);
  const errors = refusals.map(({ field, fault }) => ({ field, reason: reasonOf(fault, texts) }));
  if (format === 'json') return json(400, { errors });
  const items = errors.map(({ field, reason }) => {
    const label = labelOf(field, form, texts);
    return label === undefined ? reason : `${label}: ${reason}`;
  });
  return html(language, 400, [texts.correct, items]);
}

/** 415 or 400 for a body that is not read. A visitor cannot fix it, so the answer says who can. */
export function unreadable(
  fault: 'unsupported-type' | BodyFault,
  audience: Audience,
  form: Pick<FormDefinition, 'fields'>,
): HttpResponse {
  const { format } = audience;
  const statusCode = fault === 'unsupported-type' ? 415 : 400;
  if (format === 'html') return failed(statusCode, audience, (texts) => texts.unreadableForm);
  return fault === 'unsupported-type'
    ? failed(statusCode, audience, (texts) => texts.unsupportedType)
    : refused([{ field: 'body', fault }], audience, form);
}

function reasonOf(fault: RefusedField['fault'], { reasons }: Texts): string {
  return typeof fault === 'string' ? reasons[fault] : reasons['too-long'](fault.max, fault.found);
}

function labelOf(field: string, { fields }: Pick<FormDefinition, 'fields'>, { labels }: Texts) {
  const label = fields.find(({ name }) => name === field)?.label;
  return label ?? (Object.hasOwn(labels, field) ? labels[field as keyof typeof labels] : undefined);
}

/** Any other failure: `{ message }`. The message says what to do. */
export function failed(
  statusCode: number,
  audience: Audience,
  message: (texts: Texts) => string,
): HttpResponse {
  const text = message(textsOf(audience.language));
  return audience.format === 'json'
    ? json(statusCode, { message: text })
    : html(audience.language, statusCode, [text]);
}

export function limited(waitMs: number, audience: Audience): HttpResponse {
  const seconds = Math.ceil(waitMs / 1_000);
  return retryAfter(
    seconds,
    failed(429, audience, (texts) => texts.limited(Math.ceil(seconds / 60))),
  );
}

export function unavailable(audience: Audience): HttpResponse {
  return retryAfter(
    RETRY_AFTER_SECONDS,
    failed(503, audience, (texts) => texts.unavailable),
  );
}

export function unsigned(): HttpResponse {
  return json(403, { message: 'This route asks for IAM authorisation.' });
}

/** 204, which API Gateway answers to no GET by itself. */
export function nothing(): HttpResponse {
  return { statusCode: 204, headers: HEADERS };
}

export function notFound(message: string): HttpResponse {
  return json(404, { message });
}

export function json(statusCode: number, body: unknown): HttpResponse {
  return {
    statusCode,
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function html(
  language: Language,
  statusCode: number,
  content: readonly (string | readonly string[])[],
): HttpResponse {
  return {
    statusCode,
    headers: {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    },
    body: page(language, textsOf(language).notSent, content),
  };
}

function retryAfter(seconds: number, response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...response.headers, 'retry-after': String(seconds) } };
}
