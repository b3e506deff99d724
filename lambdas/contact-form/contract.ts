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
  /** Comma-separated addresses; at most 50, as SES takes no more in one mail. */
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

/** Actions that each function calls, and so all that its role needs beside writing its log. */
export const SUBMIT_ACTIONS = ['sqs:SendMessage'] as const;
export const DELIVER_ACTIONS = {
  table: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  /** On the sending identity, the template and the configuration set. */
  mail: ['ses:SendTemplatedEmail'],
  eventTopic: ['sns:Publish'],
} as const;
export const SUBMISSION_STATUS_ACTIONS = ['dynamodb:GetItem'] as const;

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

/**
 * Mail templates, as files in `email/`: `<template>.subject.txt` (one line; trim it), `<template>.txt`
 * and `<template>.html`. The receipt exists in SES, but no release sends it to the visitor yet.
 */
export const MAIL_TEMPLATES = ['message', 'receipt'] as const;

/**
 * Variables of the message. SES escapes nothing when it renders, so `deliver` passes what a visitor
 * typed twice: as it is for subject and text, and escaped as `...Html` for HTML.
 * https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html ("Note")
 */
export const MESSAGE_TEMPLATE_VARIABLES = [
  'id',
  'receivedAt',
  'name',
  'nameHtml',
  'email',
  'emailHtml',
  'message',
  'messageHtml',
] as const;

/** Variables of the receipt: never what the visitor typed, or anyone could mail spam through us. */
export const RECEIPT_TEMPLATE_VARIABLES = ['id', 'receivedAt'] as const;

/** Stands in `site/index.html` for the API's origin, such as `https://abc.execute-api.eu-west-1.amazonaws.com`. */
export const SITE_API_PLACEHOLDER = '{{CONTACT_API_URL}}';

/** What the smoke test reads from its environment: the stage's outputs. */
export const SMOKE_TEST_ENV = {
  contactPageUrl: 'CONTACT_PAGE_URL',
  contactApiUrl: 'CONTACT_API_URL',
  smokeTestRoleArn: 'SMOKE_TEST_ROLE_ARN',
  region: 'ENVIRONMENT_REGION',
} as const;
