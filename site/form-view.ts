import {
  CONSENT_GIVEN,
  EMAIL_MAX,
  type FieldDefinition,
  fieldsOf,
  type FormDefinition,
  STANDARD_FIELDS,
  TEL_MAX,
} from '../lambdas/contact-form/contract';
import type { SiteTexts } from './texts/site-texts';

const MAX_LENGTH = { email: EMAIL_MAX, tel: TEL_MAX };

/** What the template of a field shows. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly type: FieldDefinition['type'];
  readonly isInput: boolean;
  readonly isTextarea: boolean;
  readonly isSelect: boolean;
  readonly isConsent: boolean;
  readonly options: readonly string[];
  readonly maxLength: number | undefined;
  /** Purpose of a field about the visitor (WCAG 1.3.5). */
  readonly autocomplete: string | undefined;
  readonly hint: string | undefined;
  /** Why the browser does not send the form. */
  readonly missing: string;
  readonly malformed: string | undefined;
  readonly optional: string;
  readonly choose: string;
  readonly consentGiven: string;
}

/** The fields of a form in the page's order. */
export function fieldViews(form: FormDefinition, texts: SiteTexts): readonly FieldView[] {
  const labels: Readonly<Record<string, string>> = {
    ...texts.form.labels,
    ...Object.fromEntries(form.fields.map(({ name, label }) => [name, label])),
  };
  return fieldsOf(form).map((field) => {
    const { name, type, required } = field;
    const label = labels[name];
    if (label === undefined) throw new Error(`Field ${name} of form ${form.name} has no label.`);
    return {
      name,
      label,
      required,
      type,
      isInput: type === 'text' || type === 'email' || type === 'tel',
      isTextarea: type === 'textarea',
      isSelect: type === 'select',
      isConsent: type === 'consent',
      options: type === 'select' ? field.options : [],
      maxLength: maxLengthOf(field),
      autocomplete: autocompleteOf(field),
      hint: hintOf(field, texts),
      missing: missingText(type, texts),
      malformed: type === 'email' ? texts.invalid.email : undefined,
      optional: texts.form.optional,
      choose: texts.form.choose,
      consentGiven: CONSENT_GIVEN,
    };
  });
}

function maxLengthOf(field: FieldDefinition): number | undefined {
  if ('maxLength' in field) return field.maxLength;
  return field.type === 'email' || field.type === 'tel' ? MAX_LENGTH[field.type] : undefined;
}

function autocompleteOf({ name, type }: FieldDefinition): string | undefined {
  const isStandard = STANDARD_FIELDS.some((standard) => standard.name === name);
  if (isStandard) return name === 'message' ? undefined : name;
  return type === 'tel' ? 'tel' : undefined;
}

function hintOf(field: FieldDefinition, { form }: SiteTexts): string | undefined {
  if (field.name === 'email') return form.emailHint;
  return field.type === 'textarea' ? form.atMost(field.maxLength) : undefined;
}

function missingText(type: FieldDefinition['type'], { invalid }: SiteTexts): string {
  if (type === 'select') return invalid.notChosen;
  return type === 'consent' ? invalid.notTicked : invalid.missing;
}
