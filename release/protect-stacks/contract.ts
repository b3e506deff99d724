import type { EnvOf } from '../../lambdas/shared/env';

/** Environment variables of `protect-stacks.mjs`. */
export const PROTECT_STACKS_ENV = {
  /** Role in the stacks' account that may protect them. */
  roleArn: 'PROTECTOR_ROLE_ARN',
  /** See `formatStacks`. */
  stacks: 'PROTECTED_STACKS',
} as const;

export type ProtectStacksEnv = EnvOf<typeof PROTECT_STACKS_ENV>;
