/** Environment variables of `protect-stacks.mjs`. */
export const PROTECT_STACKS_ENV = {
  /** Role in the stacks' account that may protect them. */
  roleArn: 'PROTECTOR_ROLE_ARN',
  /** See `formatStacks`. */
  stacks: 'PROTECTED_STACKS',
} as const;

export type ProtectStacksEnv = Record<
  (typeof PROTECT_STACKS_ENV)[keyof typeof PROTECT_STACKS_ENV],
  string
>;
