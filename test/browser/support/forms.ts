import type { FormDefinition } from '../../../lambdas/contact-form/contract';

const settings = { receipt: false, proofOfWork: true };

/** A form with a field of every type. */
export const ENGLISH: FormDefinition = {
  ...settings,
  name: 'contact',
  language: 'en',
  page: 'index.html',
  thankYouPage: 'thank-you.html',
  fields: [
    { name: 'phone', label: 'Telephone', type: 'tel', required: false },
    {
      name: 'topic',
      label: 'What is it about?',
      type: 'select',
      required: true,
      options: ['An order', 'Something else'],
    },
    { name: 'privacy', label: 'I have read the privacy notice', type: 'consent', required: true },
  ],
};

export const ARABIC: FormDefinition = {
  ...settings,
  name: 'arabic',
  language: 'ar',
  page: 'arabic.html',
  thankYouPage: 'arabic-thank-you.html',
  fields: [
    { name: 'phone', label: 'الهاتف', type: 'tel', required: false },
    {
      name: 'topic',
      label: 'موضوع الرسالة',
      type: 'select',
      required: true,
      options: ['طلب شراء', 'موضوع آخر'],
    },
    { name: 'privacy', label: 'قرأت إشعار الخصوصية', type: 'consent', required: true },
  ],
};

/** What a visitor fills in; `topic` and `privacy` are chosen and ticked. */
export const TYPED: Readonly<Record<'en' | 'ar', Readonly<Record<string, string>>>> = {
  en: { name: 'Jane Doe', email: 'jane@example.com', message: 'Hello,\nI have a question.' },
  ar: { name: 'ليلى حداد', email: 'layla@example.com', message: 'مرحبًا،\nلديّ سؤال عن خدماتكم.' },
};
