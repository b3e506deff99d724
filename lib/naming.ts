import type { DomainName, EmailAddress, EnvironmentName, ProjectName } from './types/branded';

/** Dimension of SES's metrics that holds the name of the configuration set. */
export const SES_CONFIGURATION_SET_DIMENSION = 'ses:configuration-set';

/** Names in an environment's zone, relative to it, that Waypost has records at. */
export const ZONE_NAMES = {
  /** The MAIL FROM domain: where bounces go. */
  mailFrom: 'bounce',
  /** SES's three keys stand below it. */
  dkim: '_domainkey',
  dmarc: '_dmarc',
  tlsReports: '_smtp._tls',
  mtaSts: '_mta-sts',
  /** Where the policy of MTA-STS is served. */
  mtaStsHost: 'mta-sts',
} as const;

/** `From` of the mail of a delegated environment: an address, as its domain has been validated. */
export function senderOf(domain: DomainName): EmailAddress {
  return `contact@${domain}` as EmailAddress;
}

/** Files of the site that belong to a form: the first one in the configuration has the front page. */
export function formPages(form: string, index: number) {
  return index === 0
    ? { page: 'index.html', thankYouPage: 'thank-you.html' }
    : { page: `${form}.html`, thankYouPage: `${form}-thank-you.html` };
}

/** Output of the contact stack: origin of the contact page. */
export const CONTACT_PAGE_OUTPUT = 'ContactPageUrl';

/** Log group of a function; its role writes to no other. */
export function functionLogGroup(functionName: string) {
  return `/aws/lambda/${functionName}`;
}

/** Physical names in every account that `waypost bootstrap` prepares. */
export function accountNames(project: ProjectName) {
  return {
    bootstrapStack: `${project}-bootstrap`,
    /** The roles that read an environment, where it shares the account: with the rest, the stack is too large. */
    readerStack: (environment: string) => `${project}-bootstrap-${environment}`,
    /** Bounds every role that CloudFormation makes. */
    permissionsBoundary: `${project}-boundary`,
    /** What CloudFormation may do, in several policies as one is too small for it. */
    executionPolicy: (number: number) => `${project}-execution-${number}`,
  } as const;
}

/** Name of the action, in an environment's stage, that waits for a person. */
export const APPROVAL_ACTION = 'Approve';

/** The pipeline's last stage. */
export const PULL_REQUEST_STAGE = 'PullRequests';

/** Physical names in the tools account. */
export function pipelineNames(project: ProjectName) {
  return {
    stack: `${project}-pipeline`,
    /** Holds the copy of the artifacts that CloudFormation reads in another region. */
    replicaStack: (region: string) => `${project}-pipeline-replica-${region}`,
    pipeline: project,
    notificationTopic: `${project}-pipeline`,
    /** Tells the topic what happened. */
    notificationFunction: `${project}-pipeline-news`,
    notificationDeadLetterQueue: `${project}-pipeline-news-dead-letter`,
    notificationAlarm: `${project}-pipeline-news-lost`,
    /** What that function logs as metrics of delivery; they have the last environment as dimension. */
    metricNamespace: project,
    dashboard: `${project}-delivery`,
    /** Role of the build that smoke-tests one environment. */
    smokeTestRole: (environment: EnvironmentName) => `${project}-${environment}-smoke-test-build`,
    /** Role of the build that protects an environment's stacks. */
    stackProtectionRole: (environment: EnvironmentName) =>
      `${project}-${environment}-stack-protection-build`,
    /** Role of the build that compares the pipeline's own account with a commit. */
    pipelineDiffRole: `${project}-pipeline-diff-build`,
    /** Role of the build that compares a release with what an environment has. */
    releaseDiffRole: (environment: EnvironmentName) =>
      `${project}-${environment}-release-diff-build`,
    /** Role of the function that checks whether an environment is still what was reviewed. */
    releaseCheckRole: (environment: EnvironmentName) => `${project}-${environment}-release-check`,
    releaseCheck: (environment: EnvironmentName) => `${project}-${environment}-release-check`,
    /** Assumed by the configuration's approvers. */
    approverRole: `${project}-approver`,
    /** Holds the build of pull requests. */
    pullRequestStack: `${project}-pull-requests`,
    /** Role of the build of a pull request. */
    pullRequestRole: `${project}-pull-request-build`,
    /** As the provider shows it beside a pull request, too. */
    pullRequestBuild: `${project}-pull-request`,
  } as const;
}

/** What every name in an environment's account begins with. */
export function environmentPrefix(project: ProjectName, environment: string) {
  return `${project}-${environment}`;
}

/**
 * Physical names in an environment's account. A resource that other code must find without a
 * reference has a name here. Stateful resources have no fixed name, so that CloudFormation can
 * replace them.
 */
export function environmentNames(project: ProjectName, environment: EnvironmentName) {
  const prefix = environmentPrefix(project, environment);
  return {
    stacks: {
      dns: `${prefix}-dns`,
      keys: `${prefix}-keys`,
      network: `${prefix}-network`,
      storage: `${prefix}-storage`,
      edge: `${prefix}-edge`,
      email: `${prefix}-email`,
      contact: `${prefix}-contact`,
      monitoring: `${prefix}-monitoring`,
      cost: `${prefix}-cost`,
      /** In the region that backups are copied to, if any. */
      backupCopy: `${prefix}-backup-copy`,
    },
    backup: {
      /** The same in the region that backups are copied to. */
      vault: prefix,
      plan: prefix,
      /** AWS takes letters, digits and underscores. */
      restoreTestingPlan: prefix.replaceAll('-', '_'),
      restoreRole: `${prefix}-restore`,
      restoredTablePrefix: `${prefix}-restore-`,
      /** Of the tables of `waypost drill restore`, which go again. */
      restoreDrillPrefix: `${prefix}-restore-drill-`,
    },
    contactApi: `${prefix}-contact`,
    websiteAccessLog: `${prefix}-website`,
    /**
     * The prefix keeps its name out of the account's policy for log delivery, whose size is limited.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
     */
    contactApiAccessLog: `/aws/vendedlogs/${prefix}-contact-api`,
    submitFunction: `${prefix}-submit`,
    deliverFunction: `${prefix}-deliver`,
    /** The one that sends mail; the identity's policy names it before it is there. */
    deliverRole: `${prefix}-deliver`,
    submissionStatusFunction: `${prefix}-submission-status`,
    feedbackFunction: `${prefix}-feedback`,
    /** The owner's page: its function, its API and the people who may sign in. */
    ownersPage: `${prefix}-owners-page`,
    ownersPageAccessLog: `/aws/vendedlogs/${prefix}-owners-page`,
    submissionQueue: `${prefix}-submissions`,
    deadLetterQueue: `${prefix}-submissions-dead-letter`,
    feedbackDeadLetterQueue: `${prefix}-feedback-dead-letter`,
    /** Events of messages on their way to the environment's webhooks. */
    webhookQueue: `${prefix}-webhooks`,
    webhookDeadLetterQueue: `${prefix}-webhooks-dead-letter`,
    webhooksFunction: `${prefix}-webhooks`,
    /** Of the parameters that hold the targets; a webhook's name follows. None may begin with `aws`. */
    webhookParameters: `/webhooks/${prefix}/`,
    contactEventTopic: `${prefix}-contact-events`,
    /** Topic to which SES reports what became of mails. */
    mailEventTopic: `${prefix}-mail-events`,
    /** Of the owner's key for what the environment stores. */
    keyAlias: `alias/${prefix}`,
    /** Patterns of log groups: of functions, of what AWS delivers, and those without a name. */
    anyLogGroup: [`/aws/lambda/${prefix}-*`, `/aws/vendedlogs/${prefix}-*`, `${prefix}-*`],
    alarm: (name: string) => `${prefix}-${name}`,
    alarmTopic: `${prefix}-alarms`,
    /** In us-east-1, where Route 53 reports. */
    dnsAlarmTopic: `${prefix}-dns-alarms`,
    dashboard: prefix,
    /** Folder of the saved queries of its logs. */
    logQueries: prefix,
    anomalyMonitor: prefix,
    anomalySubscription: prefix,
    /** Counts answers with a 5xx status. By name, as API Gateway's own metrics go by a generated id. */
    serverErrorMetric: { namespace: project, metricName: `${prefix}-contact-api-server-errors` },
    /** What the functions log as metrics. */
    metrics: { namespace: project, dimensions: { Environment: environment } },
    configurationSet: prefix,
    /** Of receipts, which go to strangers: what they bounce is counted apart. */
    receiptConfigurationSet: `${prefix}-receipts`,
    /** Each template's name goes on with its language. */
    templates: { message: `${prefix}-message`, receipt: `${prefix}-receipt` },
    /** Assumed by the smoke test's build to call the smoke-test routes. */
    smokeTestRole: `${prefix}-smoke-test`,
    /** Assumed by a build of the pipeline to protect the environment's stacks from deletion. */
    stackProtectionRole: `${prefix}-stack-protection`,
    /** Role that compares what is deployed with the next release. */
    releaseReaderRole: `${prefix}-release-reader`,
    /** Function that watches the service levels. */
    serviceLevelsFunction: `${prefix}-service-levels`,
    /** Function that checks whether the environment is still what was deployed. */
    driftFunction: `${prefix}-drift`,
    /** Of that function; `waypost bootstrap` makes it. */
    driftReaderRole: `${prefix}-drift-reader`,
  } as const;
}

export type EnvironmentNames = ReturnType<typeof environmentNames>;
