import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { CLIENT_SETTINGS } from './adapters/client-settings';
import { sqsQueue } from './adapters/sqs-queue';
import { SUBMIT_ENV } from './contract';
import { submitHandler } from './http/submit-handler';

const env = readEnv(SUBMIT_ENV);

export const handler = submitHandler({
  queue: sqsQueue(new SQSClient(CLIENT_SETTINGS), env.queueUrl),
  thankYouUrl: env.thankYouUrl,
  newId: randomUUID,
  now: () => new Date(),
  log: jsonLogger(),
});
