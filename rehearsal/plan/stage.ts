import type { VariableCheck } from './entry-condition';
import type { Action } from './plan-action';

export interface Stage {
  readonly name: string;
  /** In run order; the actions of one group run side by side. */
  readonly groups: readonly (readonly Action[])[];
  /** Rules that must all hold; otherwise the execution skips the stage. */
  readonly skippedUnless: readonly VariableCheck[];
}

/** The actions of all stages of a plan, in run order. */
export function actionsOf({ stages }: { readonly stages: readonly Stage[] }): readonly Action[] {
  return stages.flatMap(({ groups }) => groups.flat());
}
