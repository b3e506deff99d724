import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dynamoDbJson, sqsJson } from '../shared/aws-json';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { emfMetrics } from '../shared/metrics';
import { CLIENT_SETTINGS, MAIL_CLIENT_SETTINGS } from './adapters/client-settings';
import { sqsDeadLetters, sqsDeliveryQueue } from './adapters/delivery-queue';
import { dynamoDbStore } from './adapters/dynamodb-store';
import { guardSecrets } from './adapters/guard-secrets';
import { receiptLedger } from './adapters/receipt-ledger';
import { sesMailer } from './adapters/ses-mailer';
import { snsEvents } from './adapters/sns-events';
import { BUNDLED_FORMS } from './bundled-forms';
import { DELIVER_ENV } from './contract';
import { exponentialBackoff } from './core/retry-policy';
import { deliverHandler } from './queue/deliver-handler';
import { readForms, readRetentionDays } from './queue/deliver-settings';

const env = readEnv(DELIVER_ENV);
const now = () => new Date();
const forms = readForms(BUNDLED_FORMS);
const dynamoDb = dynamoDbJson();
const sqs = sqsJson();

export const handler = deliverHandler({
  store: dynamoDbStore(dynamoDb, env.tableName),
  mailer: sesMailer(new SESClient(MAIL_CLIENT_SETTINGS), { ...env, forms }),
  ledger: receiptLedger(dynamoDb, {
    forms,
    tableName: env.guardTable,
    secrets: guardSecrets(dynamoDb, env.guardTable),
    now,
  }),
  events: snsEvents(new SNSClient(CLIENT_SETTINGS), env.eventTopicArn),
  queue: sqsDeliveryQueue(sqs, env.queueUrl),
  deadLetters: sqsDeadLetters(sqs, env.deadLetterQueueUrl),
  retry: exponentialBackoff(),
  retentionDays: readRetentionDays(env.retentionDays),
  newId: randomUUID,
  metrics: emfMetrics(env.metricNamespace, env.environment),
  now,
  pause,
  log: jsonLogger(),
});
