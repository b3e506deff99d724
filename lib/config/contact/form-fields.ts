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
  if (value !== value.trim()) return new Refusal(`write ${JSON.stringify(value.trim())}`);
  return value.length <= LONGEST_LINE ? value : new Refusal('shorten it');
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
  name: fieldName,
  label: line,
  required: flag.optional().transform((required) => required ?? false),
};

/** UTF-16 code units, as HTML's `maxlength` counts. */
const maxLength = whole('characters', 1, 1000)
  .optional()
  .transform((length) => length ?? 200);

const options = list('lines to choose from', line, { least: 1, most: 50 });

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

/** A field of the owner's own. */
export const customField = variants(
  'a field',
  [
    record({ ...common, type: z.literal('text'), maxLength }),
    record({ ...common, type: z.literal('email') }),
    record({ ...common, type: z.literal('tel') }),
    record({ ...common, type: z.literal('select'), options }),
    record({ ...common, type: z.literal('consent') }),
  ],
  OTHER_TYPES,
);
