/** What the owner's page needs from outside. The stack supplies it; the handler reads it. */
import type { EnvOf } from '../shared/env';

export const OWNERS_PAGE_ENV = {
  /** Name of the environment. */
  environment: 'ENVIRONMENT_NAME',
  tableName: 'SUBMISSION_TABLE',
  guardTable: 'GUARD_TABLE',
  queueUrl: 'SUBMISSION_QUEUE_URL',
  deadLetterQueueUrl: 'DEAD_LETTER_QUEUE_URL',
  /** Days for which earlier states of the table can be restored, and daily backups are kept; 0 if they are not. */
  recoveryDays: 'RECOVERY_DAYS',
  backupDays: 'BACKUP_DAYS',
  /** Origin of the user pool's sign-in pages. */
  signInOrigin: 'SIGN_IN_ORIGIN',
  signInClient: 'SIGN_IN_CLIENT',
} as const;
export type OwnersPageEnv = EnvOf<typeof OWNERS_PAGE_ENV>;

/** Actions that the function calls, and so all that its role needs beside writing its log. */
export const OWNERS_PAGE_ACTIONS = {
  table: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
  guardTable: ['dynamodb:DeleteItem', 'dynamodb:GetItem'],
  queue: [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  deadLetterQueue: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
} as const;

/** Route keys for everyone: the page without data, from which a person signs in. */
export const PAGE_ROUTES = {
  page: 'GET /',
  script: 'GET /page.js',
  style: 'GET /page.css',
} as const;

/** Route keys for which API Gateway asks for an access token of the user pool. */
export const OWNER_ROUTES = {
  list: 'GET /submissions',
  show: 'GET /submissions/{id}',
  handle: 'POST /submissions/{id}/handled',
  spam: 'POST /submissions/{id}/spam',
  export: 'GET /export',
  erase: 'POST /erasures',
} as const;

/**
 * Scope that these routes ask for. Only a token that came from the sign-in pages has it: an ID token has no
 * scope, and a token that a program got with a password has another one.
 */
export const OWNER_SCOPE = 'openid';

/**
 * The files of the page, as JSON, written into the bundle by esbuild's `define`. Its keys are PAGE_FILES.
 */
export const PAGE_VARIABLE = 'OWNERS_PAGE';
export const PAGE_FILES = ['page.html', 'page.js', 'page.css'] as const;
export type PageFiles = Readonly<Record<(typeof PAGE_FILES)[number], string>>;
