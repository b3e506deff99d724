import { z } from 'zod';
import type { ApprovalConfig } from '../config';
import { record, whole } from '../fields/field';

/** Seven days, which is CodePipeline's own default. */
export const DEFAULT_APPROVAL_MINUTES = 7 * 24 * 60;

/** CodePipeline's limits of an approval's time. */
const settings = record({ timeoutMinutes: whole('minutes', 5, 86_400).optional() });

/** `true`, `false`, or an object for what differs from the defaults. */
export const approval = z
  .custom<boolean | { readonly timeoutMinutes?: number }>()
  .transform((value, context): ApprovalConfig | undefined => {
    if (value === false) return undefined;
    const result = settings.safeParse(value === true ? {} : value, { reportInput: true });
    if (result.success) {
      return { timeoutMinutes: result.data.timeoutMinutes ?? DEFAULT_APPROVAL_MINUTES };
    }
    for (const issue of result.error.issues) {
      context.addIssue(issue.code === 'invalid_type' ? noApproval(value) : { ...issue });
    }
    return z.NEVER;
  });

function noApproval(input: unknown) {
  const fix = 'write true or false, without quotes, or { timeoutMinutes: 60 }';
  return {
    code: 'custom' as const,
    message: 'true, false, or an object with the key timeoutMinutes',
    input,
    params: { fix: input === undefined ? 'add this key' : fix },
  };
}
