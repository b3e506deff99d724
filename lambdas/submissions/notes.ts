import type { StoredSubmission } from './stored-submission';

/** Why a submission is parked, failed or spam, and other remarks. */
export function notes({ reason, spam, marks, receipt, destination }: StoredSubmission): string[] {
  return [
    ...(reason === undefined ? [] : [reason]),
    ...spam,
    ...marks,
    ...(receipt === undefined || receipt === 'sent' ? [] : [`receipt ${receipt}`]),
    ...(destination === 'simulator' ? ['smoke test'] : []),
  ];
}
