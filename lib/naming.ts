import type { EnvironmentName, ProjectName } from './types/branded';

/** Physical names in the tools account. */
export function pipelineNames(project: ProjectName) {
  return {
    stack: `${project}-pipeline`,
    /** Holds the copy of the artifacts that CloudFormation reads in another region. */
    replicaStack: (region: string) => `${project}-pipeline-replica-${region}`,
    pipeline: project,
    notificationTopic: `${project}-pipeline`,
    /** Role of the build that smoke-tests one environment. */
    smokeTestRole: (environment: EnvironmentName) => `${project}-${environment}-smoke-test-build`,
  } as const;
}

/**
 * Physical names in an environment's account. What others must find without a reference has one
 * here; stateful resources are left unnamed, so that CloudFormation can replace them.
 */
export function environmentNames(project: ProjectName, environment: EnvironmentName) {
  const prefix = `${project}-${environment}`;
  return {
    stacks: {
      dns: `${prefix}-dns`,
      storage: `${prefix}-storage`,
      email: `${prefix}-email`,
      contact: `${prefix}-contact`,
      monitoring: `${prefix}-monitoring`,
    },
    submitFunction: `${prefix}-submit`,
    deliverFunction: `${prefix}-deliver`,
    submissionStatusFunction: `${prefix}-submission-status`,
    submissionQueue: `${prefix}-submissions`,
    deadLetterQueue: `${prefix}-submissions-dead-letter`,
    contactEventTopic: `${prefix}-contact-events`,
    alarmTopic: `${prefix}-alarms`,
    dashboard: prefix,
    configurationSet: prefix,
    messageTemplate: `${prefix}-message`,
    receiptTemplate: `${prefix}-receipt`,
    /** Assumed by the smoke test's build to call the smoke-test routes. */
    smokeTestRole: `${prefix}-smoke-test`,
  } as const;
}
