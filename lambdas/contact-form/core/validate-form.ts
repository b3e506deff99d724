import {
  CONSENT_GIVEN,
  EMAIL_MAX,
  type FieldDefinition,
  fieldsOf,
  type FormDefinition,
  TEL_MAX,
} from '../form-definition';
import type { ContactValues } from '../submission';
import type { FieldFault } from '../texts/texts';

export interface FieldError {
  readonly field: string;
  readonly fault: Exclude<FieldFault, 'too-long'> | TooLong;
}

export interface TooLong {
  readonly max: number;
  readonly found: number;
}

export type FormResult =
  { readonly values: ContactValues } | { readonly errors: readonly [FieldError, ...FieldError[]] };

/**
 * Turns what came in into values, or names every field that is wrong, in the page's order. Fields that
 * the form does not have are ignored and never stored: a page on an allowed origin may have its own.
 * A misspelt field shows as a missing one, and an optional one that is empty is not stored.
 */
export function validateForm(
  input: Readonly<Record<string, unknown>>,
  form: Pick<FormDefinition, 'fields'>,
): FormResult {
  const results = fieldsOf(form).map((field) => ({
    name: field.name,
    result: validateField(field, Object.hasOwn(input, field.name) ? input[field.name] : undefined),
  }));
  const [first, ...rest] = results.flatMap(({ name, result }) =>
    'fault' in result ? [{ field: name, fault: result.fault }] : [],
  );
  if (first) return { errors: [first, ...rest] };
  const values = Object.fromEntries(
    results.flatMap(({ name, result }) =>
      'value' in result && result.value !== '' ? [[name, result.value]] : [],
    ),
  );
  // Every form has the standard fields, and they are required.
  return { values: values as ContactValues };
}

type FieldResult = { readonly value: string } | Pick<FieldError, 'fault'>;

function validateField(field: FieldDefinition, raw: unknown): FieldResult {
  const given = raw ?? '';
  if (typeof given !== 'string') return { fault: 'not-text' };
  // Browsers send \r\n and count it as one character.
  const value = given.replace(/\r\n?/g, '\n').trim();
  if (value !== '') return validateValue(field, value);
  if (!field.required) return { value };
  return { fault: field.type === 'consent' ? 'not-consent' : 'missing' };
}

function validateValue(field: FieldDefinition, value: string): FieldResult {
  const max = longest(field);
  if (value.length > max) return { fault: { max, found: value.length } };
  if (field.type === 'textarea') return CONTROLS.test(value) ? { fault: 'controls' } : { value };
  if (NOT_SINGLE_LINE.test(value)) return { fault: 'not-single-line' };
  switch (field.type) {
    case 'text':
      return { value };
    case 'email':
      return ADDRESS.test(value) ? { value } : { fault: 'not-address' };
    case 'tel':
      return PHONE.test(value) ? { value } : { fault: 'not-phone' };
    case 'select':
      return field.options.includes(value) ? { value } : { fault: 'not-option' };
    case 'consent':
      // `on` is what a checkbox without a value of its own sends.
      return value === CONSENT_GIVEN || value === 'on'
        ? { value: CONSENT_GIVEN }
        : { fault: 'not-consent' };
  }
}

/** In UTF-16 code units. */
function longest(field: FieldDefinition): number {
  switch (field.type) {
    case 'text':
    case 'textarea':
      return field.maxLength;
    case 'email':
      return EMAIL_MAX;
    case 'tel':
      return TEL_MAX;
    case 'select':
    case 'consent':
      return Infinity;
  }
}

/** What may become part of a mail's header: a line break there would add headers of the visitor's own. */
const NOT_SINGLE_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}]/u;

/** Controls other than tab and line feed, lone surrogates and non-characters: not storable everywhere. */
const CONTROLS = /(?![\t\n])[\p{Cc}\p{Cs}\p{NChar}]/u;

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** ASCII, as SES takes no other: dot-atoms, and a domain of at least two labels. */
const ADDRESS = new RegExp(
  `^(?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`,
  'i',
);

/** Three digits of any script, and what people write around them, invisible marks of copied ones too. */
const PHONE = /^(?=(?:\P{Nd}*\p{Nd}){3})(?:[\p{Nd}\p{Zs}\p{Pd}\p{Cf}+()./,;:#*]|ext|x)+$/iu;
