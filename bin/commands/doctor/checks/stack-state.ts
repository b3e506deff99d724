import type { ExaminedStack } from '../ports';

/** CloudFormation has finished successfully. */
const SETTLED = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;
/** The stack was rolled back, and works as before. */
export const ROLLED_BACK = 'UPDATE_ROLLBACK_COMPLETE';

/** Whether a stack works, also in an earlier state. */
export function isUsable({ status }: Pick<ExaminedStack, 'status'>): boolean {
  return SETTLED.test(status) || status === ROLLED_BACK;
}
