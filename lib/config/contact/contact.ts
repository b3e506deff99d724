import type { z } from 'zod';
import { formPages } from '../../naming';
import { type InputOf, list, type OutputOf, record } from '../fields/field';
import { emailAddress, origin } from '../fields/internet-names';
import { form } from './form';

const schema = record({
  /**
   * Your own address. AWS asks there, in a mail with a link, whether mail may be sent in its name.
   * An environment sends mail from it until it is `delegated`, and from
   * `contact@<the environment's domain>` afterwards.
   */
  sender: emailAddress,
  /**
   * Origins, beside the contact page's own, whose pages may post to the API, such as
   * `https://www.example.com`. `http:` only for localhost. Default: none.
   */
  allowedOrigins: list('origins', origin).default([]),
  /** At least one, at most 10. The first is the site's front page. */
  forms: list('forms', form, { least: 1, most: 10 }),
}).transform(({ forms, ...given }) => ({
  ...given,
  forms: forms.map((one, index) => ({ ...one, ...formPages(one.name, index) })),
}));

export type ContactInput = InputOf<typeof schema>;
export type ContactConfig = OutputOf<typeof schema>;
export const contact: z.ZodType<ContactConfig, ContactInput> = schema;

export type FormConfig = ContactConfig['forms'][number];
