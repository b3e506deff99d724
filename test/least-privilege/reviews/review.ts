/** Grants that no recorded call shows to be needed as they are. */
export interface ReviewedGrants {
  readonly roles: RegExp;
  /**
   * `unrecorded`: needed on AWS, and nothing here calls it under the role.
   * `wide`: called, and granted on more than what is called.
   */
  readonly why: 'unrecorded' | 'wide';
  readonly reason: string;
  /** Resource and actions, as the statements write them. */
  readonly grants: readonly (readonly [on: string | RegExp, actions: readonly string[]])[];
}

export const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Of `customerKeys`. */
export const CUSTOMER_KEY = 'arn:aws:kms:<region>:<account>:key/<env>-keys.Key';
export const READ = ['s3:GetBucket*', 's3:GetObject*', 's3:List*'];

export function writesItsLog(roles: RegExp, group: string): ReviewedGrants {
  return {
    roles,
    why: 'unrecorded',
    reason: 'Lambda writes the function’s log under its role; the star is for the streams.',
    grants: [[`arn:aws:logs:<region>:<account>:log-group:${group}:*`, LOG]],
  };
}
