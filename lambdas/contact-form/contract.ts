/** What the contact form's functions need from outside. The stack supplies it; the handlers read it. */
import type { EnvOf } from '../shared/env';
import type { CustomField, FormDefinition, Language } from './form-definition';

export * from './form-definition';
export * from './table';

/** What every function says of its environment in the metrics that it logs. */
const METRIC_ENV = {
  metricNamespace: 'METRIC_NAMESPACE',
  environment: 'ENVIRONMENT_NAME',
} as const;

/** Environment of `submit`. */
export const SUBMIT_ENV = {
  ...METRIC_ENV,
  queueUrl: 'SUBMISSION_QUEUE_URL',
  guardTable: 'GUARD_TABLE',
  /** Origin of the site, which holds each form's thank-you page. */
  siteOrigin: 'SITE_ORIGIN',
  /** Comma-separated: the site's own and the configured ones. */
  allowedOrigins: 'ALLOWED_ORIGINS',
} as const;
export type SubmitEnv = EnvOf<typeof SUBMIT_ENV>;

/** Environment of `deliver`. */
export const DELIVER_ENV = {
  ...METRIC_ENV,
  tableName: 'SUBMISSION_TABLE',
  guardTable: 'GUARD_TABLE',
  queueUrl: 'SUBMISSION_QUEUE_URL',
  deadLetterQueueUrl: 'DEAD_LETTER_QUEUE_URL',
  sender: 'CONTACT_SENDER',
  /** For mails to the owner. */
  configurationSet: 'SES_CONFIGURATION_SET',
  /** For receipts: bounces of strangers are counted separately. */
  receiptConfigurationSet: 'SES_RECEIPT_CONFIGURATION_SET',
  /** Names of templates, less `-<language>`: see `templateName`. */
  messageTemplate: 'SES_MESSAGE_TEMPLATE',
  receiptTemplate: 'SES_RECEIPT_TEMPLATE',
  eventTopicArn: 'CONTACT_EVENT_TOPIC_ARN',
  /** Days after which a stored submission is deleted (DynamoDB TTL). */
  retentionDays: 'SUBMISSION_RETENTION_DAYS',
} as const;
export type DeliverEnv = EnvOf<typeof DELIVER_ENV>;

/** Environment of `submission-status`. */
export const SUBMISSION_STATUS_ENV = { tableName: 'SUBMISSION_TABLE' } as const;
export type SubmissionStatusEnv = EnvOf<typeof SUBMISSION_STATUS_ENV>;

/** Environment of `feedback`. */
export const FEEDBACK_ENV = { ...METRIC_ENV, tableName: 'SUBMISSION_TABLE' } as const;
export type FeedbackEnv = EnvOf<typeof FEEDBACK_ENV>;

/**
 * The forms, as JSON, written into the bundles of `submit` (SubmitForms) and `deliver` (DeliverForms)
 * by esbuild's `define`: together they may be longer than the 4 KB of a function's environment.
 */
export const FORMS_VARIABLE = 'CONTACT_FORMS';
export type SubmitForms = readonly FormDefinition[];
/** `recipients`: 1 to 50 addresses, because SES takes no more in one mail. */
export type DeliverForms = readonly (Pick<FormDefinition, 'name' | 'language' | 'receipt'> & {
  readonly fields: readonly Pick<CustomField, 'name' | 'label' | 'type'>[];
  readonly recipients: readonly string[];
})[];

/** Actions that each function calls, and so all that its role needs beside writing its log. */
export const SUBMIT_ACTIONS = {
  queue: ['sqs:SendMessage'],
  guardTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
} as const;
/** What Lambda does under the role of a function that a queue feeds. */
export const EVENT_SOURCE_ACTIONS = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
] as const;
export const DELIVER_ACTIONS = {
  table: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  guardTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  /** Beside EVENT_SOURCE_ACTIONS. */
  queue: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'],
  deadLetterQueue: ['sqs:SendMessage'],
  /** On the sending identity, the templates and the configuration sets. */
  mail: ['ses:SendTemplatedEmail'],
  eventTopic: ['sns:Publish'],
} as const;
export const SUBMISSION_STATUS_ACTIONS = ['dynamodb:GetItem'] as const;
export const FEEDBACK_ACTIONS = ['dynamodb:UpdateItem'] as const;

/**
 * Route keys of the HTTP API. The two smoke-test routes ask for IAM authorisation; a submission that
 * comes in through them is mailed to SES's mailbox simulator and never to the owner.
 */
export const ROUTES = {
  submit: 'POST /forms/{form}',
  /** A new ALTCHA challenge. */
  challenge: 'GET /forms/{form}/challenge',
  smokeTest: 'POST /smoke-test',
  smokeTestStatus: 'GET /smoke-test/{id}',
} as const;

/** https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator */
export const MAILBOX_SIMULATOR = 'success@simulator.amazonses.com';

/** SES message tag that holds the submission's id; SES's events give it back to `feedback`. */
export const SUBMISSION_TAG = 'submission';
/** SES message tag that says which of MAIL_TEMPLATES a mail is. */
export const MAIL_TAG = 'mail';

/**
 * The queue's `maxReceiveCount`. At the last delivery, `deliver` itself writes the reason to the
 * dead-letter queue.
 */
export const MAX_RECEIVES = 10;
/** Message attribute of dead letters that `deliver` wrote: a code. */
export const REASON_ATTRIBUTE = 'reason';

/** What the owner is promised: SES takes the mail of a message within this time. */
export const MAILED_WITHIN_MS = 5 * 60_000;

/**
 * Metrics that the functions log in CloudWatch's embedded metric format, in METRIC_NAMESPACE, with
 * the dimension `Environment`; Refused has `Reason` as well. Counts unless the name says otherwise.
 */
export const METRICS = {
  /** In the queue. */
  received: 'Received',
  refused: 'Refused',
  spam: 'Spam',
  /** The rate limit could not be checked, so the message was let through. */
  guardUnavailable: 'GuardUnavailable',
  mailed: 'Mailed',
  /** Milliseconds from received to mailed. */
  deliveryDelay: 'DeliveryDelay',
  /** Tries, mailed or not, that ended later than MAILED_WITHIN_MS after the message was received. */
  late: 'Late',
  /** Deliveries that did not succeed and will be tried again. */
  retried: 'Retried',
  /** Waiting until SES may send; counted at every try. */
  parked: 'Parked',
  /** Given up: in the dead-letter queue, or reported by SES after it took the mail. */
  failed: 'Failed',
  receiptSent: 'ReceiptSent',
  /** Receipts that bounced or were complained of. */
  receiptFeedback: 'ReceiptFeedback',
} as const;
export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** `waypost-prod-message` and `ar` -> `waypost-prod-message-ar` */
export function templateName(prefix: string, language: Language): string {
  return `${prefix}-${language}`;
}

/**
 * Mail templates, as files in `email/<language>/`: `<template>.subject.txt` (one line; trim it),
 * `<template>.txt` and `<template>.html`.
 */
export const MAIL_TEMPLATES = ['message', 'receipt'] as const;
export type MailTemplateName = (typeof MAIL_TEMPLATES)[number];

/**
 * Variables of the message. SES escapes nothing when it renders, so `deliver` passes what a visitor
 * typed twice: as it is for subject and text, and escaped as `...Html` for HTML. `fields` holds the
 * form's own fields with their labels, `warning` what makes it look like spam; both may be empty.
 * https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html ("Note")
 */
export const MESSAGE_TEMPLATE_VARIABLES = [
  'id',
  'receivedAt',
  'form',
  'name',
  'nameHtml',
  'email',
  'emailHtml',
  'message',
  'messageHtml',
  'fields',
  'fieldsHtml',
  'warning',
  'warningHtml',
] as const;

/** Variables of the receipt: never what the visitor typed, or anyone could mail spam through us. */
export const RECEIPT_TEMPLATE_VARIABLES = ['id', 'receivedAt'] as const;

/**
 * Placeholder in the site's pages for the API's origin, such as
 * `https://abc.execute-api.eu-west-1.amazonaws.com`.
 */
export const SITE_API_PLACEHOLDER = '{{CONTACT_API_URL}}';

/** What the smoke test reads from its environment: the stage's outputs. */
export const SMOKE_TEST_ENV = {
  contactPageUrl: 'CONTACT_PAGE_URL',
  contactApiUrl: 'CONTACT_API_URL',
  smokeTestRoleArn: 'SMOKE_TEST_ROLE_ARN',
  region: 'ENVIRONMENT_REGION',
} as const;
