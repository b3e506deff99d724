import type { EnvOf } from '../shared/env';

/** Environment variables of the function that reports on the pipeline. */
export const NOTIFICATIONS_ENV = {
  pipeline: 'PIPELINE_NAME',
  topicArn: 'TOPIC_ARN',
  /** Bucket with the records of releases, and the claims of notifications that were sent. */
  bucket: 'ARTIFACT_BUCKET',
  buildLogGroup: 'BUILD_LOG_GROUP',
  /** Stage that releases end in: "production" of DORA's definitions. */
  lastEnvironment: 'LAST_ENVIRONMENT',
  /** JSON: stage -> minutes that its approval waits. */
  approvalMinutes: 'APPROVAL_MINUTES',
  metricNamespace: 'METRIC_NAMESPACE',
} as const;

export type NotificationsEnv = EnvOf<typeof NOTIFICATIONS_ENV>;

/** Prefix in the artifact bucket of the claims of notifications that were sent. */
export const NOTIFICATIONS_PREFIX = 'notifications/';

/** What `delivery-metrics.ts` measures, as CloudWatch's metrics are named; their dimension is the last environment. */
export const DELIVERY_METRICS = {
  /** Releases that got through the last environment. */
  deployments: 'Deployments',
  /** Releases that began to deploy there, and were through or failed. */
  changes: 'Changes',
  failedChanges: 'FailedChanges',
  /** Milliseconds. */
  leadTime: 'LeadTime',
  /** Milliseconds. */
  timeToRestore: 'TimeToRestore',
} as const;

export type DeliveryMetric = (typeof DELIVERY_METRICS)[keyof typeof DELIVERY_METRICS];

/** Event of the log line that each run of an action ends in. */
export const ACTION_ENDED = 'action.ended';

/** Value of the message attribute `type`, for subscribers' filter policies. */
export type NotificationKind = 'waiting' | 'failed' | 'released' | 'recovered';

/** Headings of docs/runbook.md that mails name. */
export const NOTIFICATION_RUNBOOK = {
  cannotStart: 'A build cannot start',
  failedBefore: 'A release failed before production',
  failedIn: 'A release failed in production',
  failedAfter: 'A release failed after production',
  notApproved: 'A release was not approved',
} as const;
