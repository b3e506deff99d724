import type { AllForms } from '../../../lambdas/contact-form/core/form-of';
import type { QueueMessage, Submission } from '../../../lambdas/contact-form/submission';

export const ID = '7f9c2ba4-e88f-4ce0-9d3a-5f1de1a30d11';
export const RECEIVED_AT = '2026-11-23T12:00:00.000Z';
export const VALUES = { name: 'Ada Lovelace', email: 'ada@example.org', message: 'Hello\nthere' };
export const SUBMISSION: Submission = {
  id: ID,
  receivedAt: RECEIVED_AT,
  form: 'contact',
  values: VALUES,
  destination: 'owner',
  spam: [],
  marks: [],
};
export const SPAM: Submission = { ...SUBMISSION, spam: ['honeypot'] };

export const FORMS: AllForms = [
  {
    name: 'contact',
    language: 'en',
    receipt: true,
    recipients: ['owner@example.com', 'office@example.com'],
    fields: [
      { name: 'phone', label: 'Phone', type: 'tel' },
      { name: 'news', label: 'Send me news', type: 'consent' },
    ],
  },
  {
    name: 'arabic',
    language: 'ar',
    receipt: false,
    recipients: ['arabic@example.com'],
    fields: [{ name: 'news', label: 'النشرة', type: 'consent' }],
  },
];

export function submissionMessage(
  submission: Submission = SUBMISSION,
  more: Partial<Extract<QueueMessage, { kind: 'submission' }>> = {},
): QueueMessage {
  return { kind: 'submission', submission, ...more };
}
