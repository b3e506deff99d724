import {
  CONSENT_GIVEN,
  EMAIL_MAX,
  type FieldDefinition,
  fieldsOf,
  type FormDefinition,
  TEL_MAX,
} from '../form-definition';
import type { ContactValues } from '../submission';
import type { FieldFault } from '../texts/sentences';
import { normalizeAddress, normalizeLine, normalizeLines } from './normalize';
import { isPhone } from './phone';

export interface InvalidField {
  readonly field: string;
  readonly fault: Exclude<FieldFault, 'too-long'> | TooLong;
}

export interface TooLong {
  readonly max: number;
  readonly found: number;
}

export type FormResult =
  | { readonly values: ContactValues }
  | { readonly errors: readonly [InvalidField, ...InvalidField[]] };

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

type FieldResult = { readonly value: string } | Pick<InvalidField, 'fault'>;

function validateField(field: FieldDefinition, raw: unknown): FieldResult {
  const given = textOf(field, raw);
  if (given === undefined) return { fault: 'not-text' };
  const value = normalize(field, given);
  if (value !== '') return validateValue(field, value);
  if (!field.required) return { value };
  return { fault: field.type === 'consent' ? 'not-consent' : 'missing' };
}

/** What JSON clients write for a text as well: a number whose digits are sure, and whether a box is ticked. */
function textOf({ type }: FieldDefinition, raw: unknown): string | undefined {
  if (raw === undefined || raw === null) return '';
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number' && Number.isSafeInteger(raw)) return String(raw);
  if (typeof raw === 'boolean' && type === 'consent') return raw ? CONSENT_GIVEN : '';
  return undefined;
}

function normalize({ type }: FieldDefinition, given: string): string {
  switch (type) {
    case 'textarea':
      return normalizeLines(given);
    case 'email':
      return normalizeAddress(given);
    case 'select':
      // An option may have any mark that its owner wrote.
      return given.trim();
    default:
      return normalizeLine(given);
  }
}

function validateValue(field: FieldDefinition, value: string): FieldResult {
  const max = longest(field);
  if (value.length > max) return { fault: { max, found: value.length } };
  if (field.type === 'textarea') return { value };
  // It may become part of a mail's header, where a line break would add headers of the visitor's own.
  if (/[\r\n]/.test(value)) return { fault: 'not-single-line' };
  switch (field.type) {
    case 'text':
      return { value };
    case 'email':
      return validateAddress(value);
    case 'tel':
      return isPhone(value) ? { value } : { fault: 'not-phone' };
    case 'select':
      return field.options.includes(value) ? { value } : { fault: 'not-option' };
    case 'consent':
      // `on` is what a checkbox without a value of its own sends.
      return value === CONSENT_GIVEN || value === 'on'
        ? { value: CONSENT_GIVEN }
        : { fault: 'not-consent' };
  }
}

function validateAddress(value: string): FieldResult {
  if (ADDRESS.test(value)) return { value };
  const ascii = value.replace(/\P{ASCII}/gu, 'x');
  return { fault: value !== ascii && ADDRESS.test(ascii) ? 'not-mailable' : 'not-address' };
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

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/**
 * ASCII, because SES takes nothing else: dot-atoms, and a domain of at least two labels.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html
 */
const ADDRESS = new RegExp(
  `^(?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?!\\d+$)${LABEL}$`,
  'i',
);
