import type { EnvOf } from '../shared/env';

/** Environment variables of the function. */
export const LEVELS_ENV = {
  namespace: 'METRIC_NAMESPACE',
  environment: 'ENVIRONMENT_NAME',
  contactPageUrl: 'CONTACT_PAGE_URL',
  /** A GET that `submit` answers, with the status beside it. */
  probeUrl: 'PROBE_URL',
  probeStatus: 'PROBE_STATUS',
  /** Of the contact API: API Gateway's metrics go by it. */
  apiId: 'CONTACT_API_ID',
  submissionQueue: 'SUBMISSION_QUEUE_NAME',
} as const;
export type LevelsEnv = EnvOf<typeof LEVELS_ENV>;

/** All that the function's role needs beside writing its log. AWS knows no resources for it. */
export const LEVELS_ACTIONS = ['cloudwatch:GetMetricStatistics'] as const;

/** Seconds from one look to the next. */
export const LOOK_SECONDS = 300;

/**
 * What the function logs as metrics, in the namespace and with the dimension of the contact form's.
 * A metric is charged in hours that have a value. So only the heartbeat is there all the time.
 */
export const LEVEL_METRICS = {
  /** 1 for each look. */
  heartbeat: 'Heartbeat',
  /** 1 for a look at which the page or the API did not answer as it should. */
  probeFailed: 'ProbeFailed',
  /** How fast the error budget burns, as a multiple of the rate that pages: 1 and more pages. */
  mailBurn: 'MailBurn',
  formBurn: 'FormBurn',
  /** The faster one of both levels, as a multiple of the slow rate. */
  slowBurn: 'SlowBurn',
} as const;
export type LevelMetric = (typeof LEVEL_METRICS)[keyof typeof LEVEL_METRICS];
