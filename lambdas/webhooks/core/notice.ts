import type { SubmissionMailed } from '../../contact-form/submission';

/** What a webhook tells. */
export type Notice =
  | {
      readonly type: 'submission.mailed';
      readonly event: SubmissionMailed;
      /** What the visitor wrote, if the owner wants it sent. */
      readonly values?: Readonly<Record<string, string>>;
    }
  | { readonly type: 'webhook.test' };
