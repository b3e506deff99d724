import { z } from 'zod';
import { RESERVED_FIELD_NAMES } from '../../../lambdas/contact-form/contract';
import { flag, list, record, Refusal, text, variants, whole } from '../fields/field';

/** Characters of what visitors read on one line. */
const LONGEST_LINE = 100;

const line = text<string>(`one line of 1 to ${LONGEST_LINE} characters`, (value) => {
  if (value.trim() === '') return new Refusal('write the text that visitors read');
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) {
    return new Refusal('remove line breaks and other control characters');
  }
  // What to do about space around it is said by `text`, for every value.
  return value === value.trim() && value.length <= LONGEST_LINE ? value : new Refusal('shorten it');
});

/** Names of a form's own properties in browsers: a field of that name would hide them from scripts. */
const NAMES_OF_BROWSERS = ['action', 'elements', 'length', 'method', 'reset', 'submit', 'target'];

const fieldName = text<string>(
  'a letter, then letters, digits, "_" and "-", at most 40 characters',
  (value) => {
    if (RESERVED_FIELD_NAMES.includes(value)) {
      return new Refusal(`choose another name: every form has a field "${value}"`);
    }
    if (value in {} || NAMES_OF_BROWSERS.includes(value)) {
      return new Refusal('choose another name: browsers use this name for something else');
    }
    return /^[a-z][\w-]{0,39}$/i.test(value)
      ? value
      : new Refusal('choose a short name such as "phone": visitors see only the label');
  },
);

const common = {
  /**
   * Key of the value when it is sent and stored: a letter first, then letters, digits, `_` and `-`,
   * at most 40.
   */
  name: fieldName,
  /** Text on the page and in the mail: one line, 1 to 100 characters, in the form's language. */
  label: line,
  /** `true`: the form cannot be sent without it. Default: `false`. */
  required: flag.default(false),
};

/** What HTML and other forms have, and what it is here. */
const OTHER_TYPES = {
  CHECKBOX: 'write type "consent", which is a checkbox',
  DROPDOWN: 'write type "select"',
  FILE: 'remove it: a form takes no attachments (docs/adr/0008-no-attachments.md)',
  NUMBER: 'write type "text"',
  PHONE: 'write type "tel"',
  RADIO: 'write type "select"',
  TEXTAREA: 'write type "text": every form has a message with several lines anyway',
  URL: 'write type "text"',
} as const;

const schema = variants(
  'a field',
  [
    record({
      ...common,
      /** One line of text. */
      type: z.literal('text'),
      /**
       * Most characters that it takes, 1 to 1000, in UTF-16 code units, as HTML's `maxlength` counts.
       * Default: 200.
       */
      maxLength: whole('characters', 1, 1000).default(200),
    }),
    record({
      ...common,
      /** An e-mail address. */
      type: z.literal('email'),
    }),
    record({
      ...common,
      /** A telephone number. */
      type: z.literal('tel'),
    }),
    record({
      ...common,
      /** One of a few choices. */
      type: z.literal('select'),
      /** Choices: 1 to 50 different lines, each of 1 to 100 characters. */
      options: list('lines to choose from', line, { least: 1, most: 50 }),
    }),
    record({
      ...common,
      /** A checkbox, for example for your privacy notice. */
      type: z.literal('consent'),
    }),
  ],
  OTHER_TYPES,
);

/** A field of the owner's own. */
export type FormFieldInput = Readonly<z.input<typeof schema>>;
export const customField: z.ZodType<z.output<typeof schema>, FormFieldInput> = schema;
