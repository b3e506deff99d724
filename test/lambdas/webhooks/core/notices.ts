import type { Notice } from '../../../../lambdas/webhooks/core/notice';
import { SUBMISSION_MAILED } from '../../../helpers/submission-mailed';

export const WEBHOOK = { name: 'team', form: 'contact' };

export const visitor = {
  name: 'Zainab',
  email: 'zainab@visitor.test',
  message: 'Hello\nthere',
};

export const written = (values: Readonly<Record<string, string>>): Notice => ({
  type: 'submission.mailed',
  event: SUBMISSION_MAILED,
  values,
});

/** Each kind of what is told, with its name. */
export const NOTICES: readonly [string, Notice][] = [
  ['a message with its content', written(visitor)],
  ['a message without', { type: 'submission.mailed', event: SUBMISSION_MAILED }],
  ['a test', { type: 'webhook.test' }],
];
