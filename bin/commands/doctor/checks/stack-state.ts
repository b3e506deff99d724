import type { StackView } from '../ports';

/** A stack that CloudFormation is done with, for better. */
const SETTLED = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;
/** An earlier state came back; the stack still works as it did before. */
export const ROLLED_BACK = 'UPDATE_ROLLBACK_COMPLETE';

/** Whether a stack works, if only in an earlier state. */
export function isUsable({ status }: Pick<StackView, 'status'>): boolean {
  return SETTLED.test(status) || status === ROLLED_BACK;
}
