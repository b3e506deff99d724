import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'handlebars';
import {
  type FormDefinition,
  HONEYPOT_FIELD,
  ROUTES,
  SITE_API_PLACEHOLDER,
} from '../lambdas/contact-form/contract';
import { altchaFiles } from './altcha-files';
import { fieldViews } from './form-view';
import { ar } from './texts/ar';
import { en } from './texts/en';
import type { TextsByLanguage } from './texts/site-texts';

/** Files that are published as they are. */
export const STATIC_FOLDER = join(__dirname, 'static');

const TEMPLATES = join(__dirname, 'templates');
const TEXTS: TextsByLanguage = { en, ar };
const [, SUBMIT_PATH = ''] = ROUTES.submit.split(' ');

/**
 * Every file of the site that is not in STATIC_FOLDER, by name: each form's page and thank-you page,
 * `404.html` in the language of the first form, and ALTCHA's files. SITE_API_PLACEHOLDER stands for the
 * API's address.
 */
export function renderSite(forms: readonly FormDefinition[]): Readonly<Record<string, string>> {
  const [first] = forms;
  if (!first) throw new Error('The site has no form: `contact.forms` needs one at least.');
  const { page, notice } = templates();
  const proven = forms.filter(({ proofOfWork }) => proofOfWork);
  return {
    ...Object.fromEntries(forms.flatMap((form) => [page(form), notice(form, 'thankYou')])),
    ...Object.fromEntries([notice(first, 'notFound')]),
    ...(proven.length > 0 && altchaFiles(new Set(proven.map(({ language }) => language)))),
  };
}

function templates() {
  const handlebars = create();
  for (const partial of ['head', 'field', 'attributes']) {
    handlebars.registerPartial(partial, template(partial));
  }
  // `strict`: a misspelt name in a template is an error, and not an empty text.
  const renderForm = handlebars.compile(template('form'), { strict: true });
  const renderNotice = handlebars.compile(template('notice'), { strict: true });

  const page = (form: FormDefinition) => {
    const texts = TEXTS[form.language];
    const view = {
      form,
      texts,
      language: form.language,
      direction: texts.direction,
      title: texts.form.title,
      api: SITE_API_PLACEHOLDER,
      action: SITE_API_PLACEHOLDER + SUBMIT_PATH.replace('{form}', form.name),
      fields: fieldViews(form, texts),
      trapField: HONEYPOT_FIELD,
    };
    return [form.page, renderForm(view)] as const;
  };
  const notice = (form: FormDefinition, kind: 'thankYou' | 'notFound') => {
    const texts = TEXTS[form.language];
    const view = {
      language: form.language,
      direction: texts.direction,
      ...texts[kind],
      backTo: form.page === 'index.html' ? '/' : `/${form.page}`,
    };
    return [kind === 'thankYou' ? form.thankYouPage : '404.html', renderNotice(view)] as const;
  };
  return { page, notice };
}

function template(name: string): string {
  return readFileSync(join(TEMPLATES, `${name}.hbs`), 'utf8');
}
