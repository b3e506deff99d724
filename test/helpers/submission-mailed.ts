import type { SubmissionMailed } from '../../lambdas/contact-form/submission';

/** An event of the contact form, as subscribers get it. */
export const SUBMISSION_MAILED = {
  type: 'submission.mailed',
  id: '0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11',
  form: 'contact',
  receivedAt: '2026-11-24T09:15:00.000Z',
  mailedAt: '2026-11-24T09:15:02.000Z',
  destination: 'owner',
} as const satisfies SubmissionMailed;
