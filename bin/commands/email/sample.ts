import { CONSENT_GIVEN, type Language } from '../../../lambdas/contact-form/contract';
import type { Submission } from '../../../lambdas/contact-form/submission';
import type { FormConfig } from '../../../lib/config/config';

type Field = FormConfig['fields'][number];

/** What a visitor might write. */
const PEOPLE: Readonly<Record<Language, Submission['values']>> = {
  en: {
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    message: 'Hello,\n\nI would like to know more about your work.\nWhen may I call?',
  },
  ar: {
    name: 'ليلى حسن',
    email: 'layla@example.org',
    message: 'مرحبًا،\n\nأودّ معرفة المزيد عن عملكم.\nمتى يمكنني الاتصال؟',
  },
};

/** A message of a form with every field filled in. */
export function sampleSubmission({ name, language, fields }: FormConfig): Submission {
  const custom = fields.map((field) => [field.name, sampleValue(field, language)] as const);
  return {
    id: '00000000-0000-4000-8000-000000000000',
    receivedAt: '2026-01-31T09:30:00.000Z',
    form: name,
    values: { ...PEOPLE[language], ...Object.fromEntries(custom) },
    destination: 'owner',
    spam: [],
    marks: [],
  };
}

function sampleValue(field: Field, language: Language): string {
  switch (field.type) {
    case 'email':
      return PEOPLE[language].email;
    case 'tel':
      return '+44 20 7946 0000';
    case 'select':
      return field.options[0] ?? '';
    case 'consent':
      return CONSENT_GIVEN;
    case 'text':
      return field.label.slice(0, field.maxLength);
  }
}
