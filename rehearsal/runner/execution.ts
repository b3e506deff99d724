import type { StackOutcome } from '../events';
import type { Plan } from '../plan/plan';
import type { Variables } from '../actions/variables';

/** The result of an action. If an action throws, that is a fault of the rehearsal. */
export type ActionResult = { readonly external?: ExternalExecution } & (
  | {
      readonly status: 'succeeded';
      readonly variables?: Readonly<Record<string, string>>;
      readonly stack?: StackOutcome;
    }
  /** `expired`: nobody answered an approval in time. */
  | { readonly status: 'rejected' | 'expired' | 'failed'; readonly error: string }
);

/** What CodePipeline shows about another service's work for an action. */
export interface ExternalExecution {
  readonly id?: string;
  readonly url?: string;
  readonly summary?: string;
}

/** One run of the pipeline for one commit, for its actions. */
export interface Execution {
  readonly id: string;
  readonly commit: string;
  readonly plan: Plan;
  readonly variables: Variables;
  /** Aborted when the rehearsal ends. */
  readonly signal: AbortSignal;
}
