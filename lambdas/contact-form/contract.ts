/** What the contact form's functions need from outside. The stack supplies it; the handlers read it. */

/** Environment of `submit`. */
export const SUBMIT_ENV = {
  queueUrl: 'SUBMISSION_QUEUE_URL',
  /** Page that a plain HTML form is sent to after success (303). */
  thankYouUrl: 'THANK_YOU_URL',
} as const;
export type SubmitEnv = Record<(typeof SUBMIT_ENV)[keyof typeof SUBMIT_ENV], string>;

/** Environment of `deliver`. */
export const DELIVER_ENV = {
  tableName: 'SUBMISSION_TABLE',
  /** Comma-separated addresses. */
  recipients: 'CONTACT_RECIPIENTS',
  sender: 'CONTACT_SENDER',
  configurationSet: 'SES_CONFIGURATION_SET',
  template: 'SES_MESSAGE_TEMPLATE',
  eventTopicArn: 'CONTACT_EVENT_TOPIC_ARN',
  /** Days after which a stored submission is deleted (DynamoDB TTL). */
  retentionDays: 'SUBMISSION_RETENTION_DAYS',
} as const;
export type DeliverEnv = Record<(typeof DELIVER_ENV)[keyof typeof DELIVER_ENV], string>;

/** Environment of `submission-status`. */
export const SUBMISSION_STATUS_ENV = { tableName: 'SUBMISSION_TABLE' } as const;
export type SubmissionStatusEnv = Record<
  (typeof SUBMISSION_STATUS_ENV)[keyof typeof SUBMISSION_STATUS_ENV],
  string
>;

/**
 * Route keys of the HTTP API. The two smoke-test routes ask for IAM authorisation; a submission that
 * comes in through them is mailed to SES's mailbox simulator and never to the owner.
 */
export const ROUTES = {
  submit: 'POST /contact',
  smokeTest: 'POST /smoke-test',
  smokeTestStatus: 'GET /smoke-test/{id}',
} as const;

/** https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator */
export const MAILBOX_SIMULATOR = 'success@simulator.amazonses.com';

/** Partition key of the submissions table, and its TTL attribute (epoch seconds). */
export const SUBMISSION_KEY = 'id';
export const SUBMISSION_TTL = 'expiresAt';

/** Variables of the mail templates; SES renders them, HTML-escaped in the HTML part. */
export const MESSAGE_TEMPLATE_VARIABLES = ['name', 'email', 'message', 'id', 'receivedAt'] as const;

/** What the smoke test reads from its environment: the stage's outputs. */
export const SMOKE_TEST_ENV = {
  contactPageUrl: 'CONTACT_PAGE_URL',
  contactApiUrl: 'CONTACT_API_URL',
  smokeTestRoleArn: 'SMOKE_TEST_ROLE_ARN',
  region: 'ENVIRONMENT_REGION',
} as const;
