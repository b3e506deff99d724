/** What the function needs from outside, and what a webhook is. The stack supplies it. */
import type { EnvOf } from '../shared/env';

/** Environment of the function. */
export const WEBHOOKS_ENV = {
  tableName: 'SUBMISSION_TABLE',
  queueUrl: 'WEBHOOK_QUEUE_URL',
  deadLetterQueueUrl: 'WEBHOOK_DEAD_LETTER_QUEUE_URL',
  /** JSON of Webhook[], at least one. */
  webhooks: 'WEBHOOKS',
  /** A webhook's name after it is the name of the parameter that holds its target. */
  parameterPrefix: 'WEBHOOK_PARAMETER_PREFIX',
} as const;
export type WebhooksEnv = EnvOf<typeof WEBHOOKS_ENV>;

/** All that the function's role needs, beside EVENT_SOURCE_ACTIONS and writing its log. */
export const WEBHOOKS_ACTIONS = {
  table: ['dynamodb:GetItem'],
  queue: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'],
  deadLetterQueue: ['sqs:SendMessage'],
  /** Of the parameters of the configured webhooks. AWS's own key encrypts them, and asks no leave. */
  parameters: ['ssm:GetParameter'],
} as const;

/**
 * Bodies that a receiver takes: Standard Webhooks (https://www.standardwebhooks.com), which are signed,
 * or those of a chat's incoming webhooks.
 */
export const WEBHOOK_FORMATS = ['standard', 'slack', 'discord', 'teams'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export interface Webhook {
  /** Unique in the environment. */
  readonly name: string;
  /** Name of the form whose messages it tells of. */
  readonly form: string;
  readonly format: WebhookFormat;
  /** Whether the request holds what the visitor wrote. */
  readonly content: boolean;
}

/** Payload of an invocation that sends a test event to one webhook. */
export interface TestRequest {
  readonly test: string;
}
/** What became of it: `sent`, or a code that says why not, such as `http-404`, `timeout` or `not-set`. */
export interface TestResult {
  readonly outcome: string;
}
