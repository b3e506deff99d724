import { readEnv } from '../shared/env';
import { FORMS_VARIABLE } from './contract';

/** The forms as JSON. The variable is spelt out, because esbuild's `define` puts the forms in its place. */
export const { forms: BUNDLED_FORMS } = readEnv(
  { forms: FORMS_VARIABLE },
  { [FORMS_VARIABLE]: process.env['CONTACT_FORMS'] },
);
