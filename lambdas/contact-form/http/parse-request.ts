import { isUtf8 } from 'node:buffer';
import type { BodyFault } from '../texts/sentences';
import { isJsonObject, type JsonObject } from '../../shared/json-object';
import type { HttpRequest } from './read-request';

/**
 * Largest body, in bytes. A form's percent-encoding makes nine bytes of a character that has three in
 * UTF-8: the longest values of the standard fields and of twenty fields of 1,000 characters must fit.
 */
export const BODY_MAX = 320 * 1024;

export type ParsedRequest =
  | { readonly kind: 'fields'; readonly fields: JsonObject }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unsupported-type' }
  | { readonly kind: 'malformed'; readonly fault: BodyFault };

export type MediaType = 'json' | 'form';

/** The body's type if it is one that is read here: UTF-8 JSON, or a form's default encoding. */
export function mediaTypeOf({ headers }: Pick<HttpRequest, 'headers'>): MediaType | undefined {
  const { type, charset = 'utf-8' } = contentTypeOf(headers);
  if (!isUtf8Label(charset)) return undefined;
  switch (type) {
    case 'application/json':
      return 'json';
    case 'application/x-www-form-urlencoded':
      return 'form';
    default:
      return undefined;
  }
}

/** Both come of HTML forms; the second is not read here. */
const FORM_TYPES: readonly unknown[] = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Whether a person sees the answer as it is. That a browser goes to the answer shows in what it accepts,
 * for HTML's third type of form as well, `text/plain`, which is what scripts send that name no type.
 */
export function isPostedForm({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  const accepted = headers.get('accept') ?? [];
  return (
    FORM_TYPES.includes(contentTypeOf(headers).type) ||
    accepted.some((types) => types.toLowerCase().includes('text/html'))
  );
}

function contentTypeOf(headers: HttpRequest['headers']): { type?: string; charset?: string } {
  const [contentType = '', ...others] = headers.get('content-type') ?? [];
  // Two types: whichever were read, somebody else may have read the other.
  if (others.length > 0) return {};
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return { type: type.trim(), ...(charset !== undefined && { charset }) };
}

function isUtf8Label(charset: string): boolean {
  return ['utf-8', 'utf8'].includes(charset.toLowerCase());
}

export function parseRequest(request: Pick<HttpRequest, 'headers' | 'body'>): ParsedRequest {
  const mediaType = mediaTypeOf(request);
  if (mediaType === undefined) return { kind: 'unsupported-type' };
  if (request.body.length > BODY_MAX) return { kind: 'too-large' };
  const isRead = isUtf8(request.body) && (mediaType === 'json' || isUtf8(bytesOf(request.body)));
  if (!isRead) return NOT_UTF8;
  const text = new TextDecoder().decode(request.body);
  return mediaType === 'json' ? parseJson(text) : parseForm(text);
}

function parseJson(text: string): ParsedRequest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'malformed', fault: 'not-json' };
    throw error;
  }
  return isJsonObject(value)
    ? { kind: 'fields', fields: value }
    : { kind: 'malformed', fault: 'not-object' };
}

const NOT_UTF8: ParsedRequest = { kind: 'malformed', fault: 'not-utf8' };

/** Decodes a form's percent-encoding. URLSearchParams would silently replace what is not UTF-8. */
function bytesOf(body: Buffer): Buffer {
  const bytes = body
    .toString('latin1')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/**
 * A hidden field into which a browser writes the encoding of the form that it posts.
 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fe-name-charset
 */
const CHARSET_FIELD = '_charset_';

/**
 * The sequence with which ISO-2022-JP switches to Japanese (RFC 1468). It has seven bits, so its
 * text is also valid UTF-8.
 */
const ISO_2022_JP = ['\u001b$', '\u001b('];

function parseForm(text: string): ParsedRequest {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === CHARSET_FIELD && !isUtf8Label(value)) return NOT_UTF8;
    if (ISO_2022_JP.some((escape) => value.includes(escape))) return NOT_UTF8;
    // A field given twice has no single value: the validation refuses a list.
    values.set(name, values.has(name) ? [] : value);
  }
  return { kind: 'fields', fields: Object.fromEntries(values) };
}
