import { isUtf8 } from 'node:buffer';
import type { BodyFault } from '../texts/texts';
import type { HttpRequest } from './read-request';

/**
 * Largest body, in bytes. A form's percent-encoding makes nine bytes of a character that has three in
 * UTF-8: the longest values of the standard fields and of twenty fields of 1,000 characters must fit.
 */
export const BODY_MAX = 320 * 1024;

export type Fields = Readonly<Record<string, unknown>>;

export type ParsedRequest =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unsupported-type' }
  | { readonly kind: 'malformed'; readonly fault: BodyFault };

export type MediaType = 'json' | 'form';

/** The body's type if it is one that is read here: UTF-8 JSON, or a form's default encoding. */
export function mediaTypeOf({ headers }: Pick<HttpRequest, 'headers'>): MediaType | undefined {
  const [contentType = '', ...others] = headers.get('content-type') ?? [];
  // Two types: whichever were read, somebody else may have read the other.
  if (others.length > 0) return undefined;
  const [type, ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') return undefined;
  switch (type?.trim()) {
    case 'application/json':
      return 'json';
    case 'application/x-www-form-urlencoded':
      return 'form';
    default:
      return undefined;
  }
}

export function parseRequest(request: Pick<HttpRequest, 'headers' | 'body'>): ParsedRequest {
  const mediaType = mediaTypeOf(request);
  if (mediaType === undefined) return { kind: 'unsupported-type' };
  if (request.body.length > BODY_MAX) return { kind: 'too-large' };
  if (!isUtf8(request.body)) return { kind: 'malformed', fault: 'not-utf8' };
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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'malformed', fault: 'not-object' };
  }
  return { kind: 'fields', fields: value as Fields };
}

function parseForm(text: string): ParsedRequest {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    // A field given twice has no single value: the validation refuses a list.
    values.set(name, values.has(name) ? [] : value);
  }
  return { kind: 'fields', fields: Object.fromEntries(values) };
}
