import type { EnvOf } from '../shared/env';

/** Environment variables of the function. */
export const DRIFT_ENV = {
  /** See `formatStacks`. */
  stacks: 'DRIFT_STACKS',
  namespace: 'METRIC_NAMESPACE',
  environment: 'ENVIRONMENT_NAME',
} as const;

export type DriftEnv = EnvOf<typeof DRIFT_ENV>;

/** Resources that are not as they were deployed; 0 where all is well. Once a day. */
export const DRIFT_METRIC = 'DriftedResources';
