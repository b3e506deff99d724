import type { ContactForm } from '../submission';

/** Longest values, in UTF-16 code units: what `maxlength` counts, so page and function agree. */
export const NAME_MAX = 100;
/** RFC 5321, section 4.5.3.1.3: a path of 256 less its angle brackets. */
export const EMAIL_MAX = 254;
export const MESSAGE_MAX = 10_000;

export interface FieldError {
  readonly field: string;
  /** Reads on from the field's name: "must be ...". */
  readonly reason: string;
}

export type FormResult =
  { readonly form: ContactForm } | { readonly errors: readonly [FieldError, ...FieldError[]] };

/**
 * Turns what came in into a form, or names every field that is wrong, in the page's order.
 * Fields it does not know are ignored and never stored: a page on an allowed origin may have its own.
 * A misspelt field shows as a missing one.
 */
export function validateForm(input: Readonly<Record<string, unknown>>): FormResult {
  const name = singleLine(input['name'], NAME_MAX);
  const email = address(input['email']);
  const message = text(input['message']);
  const [first, ...rest] = Object.entries({ name, email, message }).flatMap(([field, result]) =>
    'reason' in result ? [{ field, reason: result.reason }] : [],
  );
  if (first) return { errors: [first, ...rest] };
  return {
    form: { name: valueOf(name), email: valueOf(email), message: valueOf(message) },
  };
}

type FieldResult = { readonly value: string } | { readonly reason: string };

function valueOf(result: FieldResult): string {
  if ('value' in result) return result.value;
  throw new Error('a refused field has no value');
}

function filled(raw: unknown, max: number): FieldResult {
  if (raw === undefined || raw === null || raw === '') return { reason: 'must be filled in' };
  if (typeof raw !== 'string') return { reason: 'must be a single text' };
  // Browsers send \r\n and count it as one character.
  const value = raw.replace(/\r\n?/g, '\n').trim();
  if (value === '') return { reason: 'must be filled in' };
  if (value.length > max) {
    return { reason: `must have at most ${max} characters, found ${value.length}` };
  }
  return { value };
}

/** What becomes part of a mail's header: a line break here would add headers of the visitor's own. */
function singleLine(raw: unknown, max: number): FieldResult {
  const result = filled(raw, max);
  if ('value' in result && /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}]/u.test(result.value)) {
    return { reason: 'must be a single line without control characters' };
  }
  return result;
}

function text(raw: unknown): FieldResult {
  const result = filled(raw, MESSAGE_MAX);
  // Controls other than tab and line feed, lone surrogates and non-characters: not storable everywhere.
  if ('value' in result && /(?![\t\n])[\p{Cc}\p{Cs}\p{NChar}]/u.test(result.value)) {
    return { reason: 'must not contain control characters' };
  }
  return result;
}

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** ASCII, as SES takes no other: dot-atoms, and a domain of at least two labels. */
const ADDRESS = new RegExp(
  `^(?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`,
  'i',
);

function address(raw: unknown): FieldResult {
  const result = singleLine(raw, EMAIL_MAX);
  if ('value' in result && !ADDRESS.test(result.value)) {
    return { reason: 'must be a plain address such as name@example.com' };
  }
  return result;
}
