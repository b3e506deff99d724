import { LANGUAGES } from '../../../lambdas/contact-form/contract';
import { formPages } from '../../naming';
import { choice, flag, list, record, Refusal, text } from '../fields/field';
import { customField } from './form-fields';
import { emailAddress, origin } from '../fields/internet-names';

/** The smoke test's own form, and pages that the site has anyway. */
const TAKEN_NAMES = ['smoke-test', 'index', 'thank-you', '404'];

const formName = text<string>(
  'lower-case letters, digits and single hyphens, a letter first, at most 20 characters',
  (value) => {
    if (TAKEN_NAMES.includes(value)) {
      return new Refusal('choose another name: Waypost uses this name itself');
    }
    return /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/.test(value)
      ? value
      : new Refusal('choose a short name such as "contact"');
  },
);

const form = record({
  name: formName,
  language: choice(LANGUAGES).optional(),
  // SES takes 50 recipients a message.
  recipients: list('e-mail addresses', emailAddress, { least: 1, most: 50 }),
  receipt: flag.optional(),
  proofOfWork: flag.optional(),
  fields: list('fields', customField, { most: 20 }).optional(),
}).transform((given) => ({
  ...given,
  language: given.language ?? 'en',
  receipt: given.receipt ?? false,
  proofOfWork: given.proofOfWork ?? true,
  fields: given.fields ?? [],
}));

export const contact = record({
  sender: emailAddress,
  allowedOrigins: list('origins', origin).optional(),
  forms: list('forms', form, { least: 1, most: 10 }),
}).transform((given) => ({
  sender: given.sender,
  allowedOrigins: given.allowedOrigins ?? [],
  forms: given.forms.map((one, index) => ({ ...one, ...formPages(one.name, index) })),
}));
