import { isUtf8 } from 'node:buffer';
import type { FieldError } from '../core/validate-form';

/**
 * Largest body, in bytes. A message of the longest length in a script of three UTF-8 bytes a character
 * is 90,000 bytes when a form percent-encodes it, and must fit.
 */
export const BODY_MAX = 128 * 1024;

/** The part of an HTTP API event (payload format 2.0) that is read here. */
export interface HttpBody {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export type Fields = Readonly<Record<string, unknown>>;

export type ParsedRequest =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unsupported-type' }
  | { readonly kind: 'malformed'; readonly errors: readonly FieldError[] };

export type MediaType = 'json' | 'form';

/** The body's type if it is one that is read here: UTF-8 JSON, or a form's default encoding. */
export function mediaTypeOf({ headers }: Pick<HttpBody, 'headers'>): MediaType | undefined {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
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

export function parseRequest(request: HttpBody): ParsedRequest {
  const mediaType = mediaTypeOf(request);
  if (mediaType === undefined) return { kind: 'unsupported-type' };

  // HTTP API encodes a body in base64 unless its type is a text type.
  const bytes = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_MAX) return { kind: 'too-large' };
  if (!isUtf8(bytes)) return malformed('must be UTF-8');
  const text = new TextDecoder().decode(bytes);

  return mediaType === 'json' ? parseJson(text) : parseForm(text);
}

function parseJson(text: string): ParsedRequest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return malformed('must be JSON');
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return malformed('must be a JSON object');
  }
  return { kind: 'fields', fields: { ...value } };
}

function parseForm(text: string): ParsedRequest {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    // A field given twice has no single value: the validation refuses a list.
    values.set(name, values.has(name) ? [] : value);
  }
  return { kind: 'fields', fields: Object.fromEntries(values) };
}

function malformed(reason: string): ParsedRequest {
  return { kind: 'malformed', errors: [{ field: 'body', reason }] };
}
