import {
  type DeliverForms,
  FORMS_VARIABLE,
  type SubmitForms,
} from '../../lambdas/contact-form/contract';
import type { FormConfig } from '../config/config';

/** The forms as `submit` knows them, without the recipients. */
export function submitForms(forms: readonly FormConfig[]): SubmitForms {
  return forms.map(({ name, language, fields, receipt, proofOfWork, page, thankYouPage }) => ({
    name,
    language,
    fields,
    receipt,
    proofOfWork,
    page,
    thankYouPage,
  }));
}

/** What `deliver` knows of the forms. */
export function deliverForms(forms: readonly FormConfig[]): DeliverForms {
  return forms.map(({ name, language, receipt, recipients, fields }) => ({
    name,
    language,
    receipt,
    recipients,
    fields: fields.map((field) => ({ name: field.name, label: field.label, type: field.type })),
  }));
}

/** Makes esbuild write the forms where a handler reads FORMS_VARIABLE. */
export function bundled(forms: SubmitForms | DeliverForms): Readonly<Record<string, string>> {
  return { [`process.env.${FORMS_VARIABLE}`]: asLiteral(forms) };
}

/** The literal of a string that holds a value as JSON. */
export function asLiteral(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
