import type { z } from 'zod';
import { LANGUAGES } from '../../../lambdas/contact-form/contract';
import { choice, flag, type InputOf, list, type OutputOf, record, Refusal } from '../fields/field';
import { emailAddress } from '../fields/internet-names';
import { shortName } from '../fields/short-name';
import { customField } from './form-fields';

/** The smoke test's own form, and pages that the site has anyway. */
const TAKEN_NAMES = ['smoke-test', 'index', 'thank-you', '404'];

const formName = shortName<string>('choose a short name such as "contact"', (value) =>
  TAKEN_NAMES.includes(value)
    ? new Refusal('choose another name: Waypost uses this name itself')
    : undefined,
);

const schema = record({
  /**
   * Used in addresses, logs and stored messages: lower-case letters, digits and single hyphens, a
   * letter first, at most 20 characters. The first form is the site's front page; any other is
   * `/<name>.html`. If you change or remove a name, messages that are on their way go to the first
   * form's recipients.
   */
  name: formName,
  /**
   * Language of the page and its mails: `en`, or `ar`, which is written from right to left.
   * Default: `en`.
   */
  language: choice(LANGUAGES).default('en'),
  /** Addresses that get its messages: 1 to 50. In the SES sandbox each must be verified first. */
  // SES takes 50 recipients a message.
  recipients: list('e-mail addresses', emailAddress, { least: 1, most: 50 }),
  /**
   * `true`: each visitor gets a receipt by mail, at most one a day. It goes to strangers, so the
   * account must be out of the SES sandbox. Default: `false`.
   */
  receipt: flag.default(false),
  /**
   * `true`: a browser solves a puzzle for about a second before it sends, which keeps off programs
   * that send many messages. Visitors without JavaScript send without the puzzle, with a stricter
   * limit. `false`: no puzzle. Default: `true`.
   */
  proofOfWork: flag.default(true),
  /** Fields of your own, after name, e-mail address and message: at most 20. Default: none. */
  fields: list('fields', customField, { most: 20 }).default([]),
});

/** A contact form, as an owner writes it in `waypost.config.ts`. */
export type FormInput = InputOf<typeof schema>;
export const form: z.ZodType<OutputOf<typeof schema>, FormInput> = schema;
