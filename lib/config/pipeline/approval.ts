import { z } from 'zod';
import { type InputOf, type OutputOf, record, whole } from '../fields/field';

const schema = record({
  /**
   * Minutes, 5 to 86,400, which are CodePipeline's limits. A release that nobody has approved by
   * then fails. Default: seven days, which is CodePipeline's own default.
   */
  timeoutMinutes: whole('minutes', 5, 86_400).default(7 * 24 * 60),
});

export type ApprovalInput = InputOf<typeof schema>;
export type ApprovalConfig = OutputOf<typeof schema>;

/** `true`, `false`, or an object for what differs from the defaults. */
export const approval = z
  .custom<boolean | ApprovalInput>()
  .transform((value, context): ApprovalConfig | undefined => {
    if (value === false) return undefined;
    const result = schema.safeParse(value === true ? {} : value);
    if (result.success) return result.data;
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
    params: { fix: input === undefined ? 'add this key' : fix },
  };
}
