import type { EnvOf } from '../../lambdas/shared/env';

/** Environment variables of `mutation-summary.mjs`. */
export const MUTATION_SUMMARY_ENV = {
  /** Name of the stack that holds the pipeline. */
  stack: 'MUTATION_STACK',
  /** File in the cloud assembly that holds its next template. */
  template: 'MUTATION_TEMPLATE',
  /** Bucket that keeps a record of each commit's changes of the pipeline. */
  bucket: 'MUTATION_BUCKET',
} as const;

export type MutationSummaryEnv = EnvOf<typeof MUTATION_SUMMARY_ENV>;

/** The build runs it if the commit has it. An older commit has none and must not fail. */
export const MUTATION_SCRIPT = 'mutation-summary.mjs';

/** Written by the script, for the variable. */
export const MUTATION_SUMMARY_FILE = 'mutation-summary.txt';

/** Output variable of the SelfMutate action, of 1,000 characters at most. */
export const MUTATION_SUMMARY_VARIABLE = 'MUTATION_SUMMARY';

/** Begins the first line of the summary of a commit that changes grants; ratings follow (release/review/grants). */
export const MUTATION_PERMISSIONS = "Permissions in the pipeline's stack: ";

/** In the artifact bucket. */
export const MUTATIONS_PREFIX = 'mutations/';

/** A commit that would change the pipeline this often will not stop by itself, and is stopped. */
export const MUTATION_LIMIT = 3;
