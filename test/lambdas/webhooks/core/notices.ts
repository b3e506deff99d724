import type { Notice } from '../../../../lambdas/webhooks/core/notice';

export const WEBHOOK = { name: 'team', form: 'contact' };

export const event = {
  type: 'submission.mailed',
  id: '0c9e6f3a-8d1b-4b52-9a57-3a4f0c2d7e11',
  form: 'contact',
  receivedAt: '2026-11-24T09:15:00.000Z',
  mailedAt: '2026-11-24T09:15:02.000Z',
  destination: 'owner',
} as const;

export const visitor = {
  name: 'Zainab',
  email: 'zainab@visitor.test',
  message: 'Hello\nthere',
};

export const written = (values: Readonly<Record<string, string>>): Notice => ({
  type: 'submission.mailed',
  event,
  values,
});

/** Each kind of what is told, with its name. */
export const NOTICES: readonly [string, Notice][] = [
  ['a message with its content', written(visitor)],
  ['a message without', { type: 'submission.mailed', event }],
  ['a test', { type: 'webhook.test' }],
];
