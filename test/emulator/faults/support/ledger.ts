import type { SubmissionStatus } from '../../../../lambdas/contact-form/submission';

/** What became of one submission, read back from the cloud. */
export interface Entry {
  readonly id: string;
  /** To the owner. */
  readonly mails: number;
  readonly receipts: number;
  /** Of the stored record; undefined when there is none. */
  readonly status: SubmissionStatus | undefined;
  /** `submission.mailed` events. */
  readonly events: number;
  /** Copies in the dead-letter queue, by their `reason` attribute. */
  readonly buried: readonly (string | undefined)[];
}

export type Ledger = readonly Entry[];

/**
 * The promise, checked: every submission was mailed and recorded, none more than once, and none rests
 * in the dead-letter queue. Returns what is wrong, one line each.
 */
export function problemsOf(ledger: Ledger): string[] {
  return ledger.flatMap(({ id, mails, status, events, buried }) => [
    ...(mails === 0 ? [`${id} is lost: no mail`] : []),
    ...(mails > 1 ? [`${id} is doubled: ${mails} mails`] : []),
    ...(status === 'mailed' ? [] : [`${id} is recorded as ${status ?? 'nothing'}`]),
    ...(events > 0 ? [] : [`${id} was not announced`]),
    ...(buried.length === 0 ? [] : [`${id} is in the dead-letter queue`]),
  ]);
}

export function expectEachMailedOnce(ledger: Ledger, submitted: number): void {
  expect(problemsOf(ledger)).toEqual([]);
  expect(ledger).toHaveLength(submitted);
}
