import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LAMBDA_ENV, readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { dynamoDbTable } from './adapters/dynamodb-table';
import { guardReceipts } from './adapters/guard-receipts';
import { sqsQueue } from './adapters/sqs-queue';
import { OWNERS_PAGE_ENV, PAGE_VARIABLE, type PageFiles } from './contract';
import { ownersPageHandler } from './http/owners-page-handler';
import { pageFiles } from './http/page-files';
import type { Ask } from './ports';

const env = readEnv(OWNERS_PAGE_ENV);
const { region } = readEnv(LAMBDA_ENV);
// The variable is spelt out, because esbuild's `define` puts the files in its place.
const { page } = readEnv({ page: PAGE_VARIABLE }, { [PAGE_VARIABLE]: process.env['OWNERS_PAGE'] });

const dynamoDb = new DynamoDBClient({});
const sqs = new SQSClient({});
/** The handler answers for every fault of AWS in the same way. */
const ask: Ask = (_, call) => call();

export const handler = ownersPageHandler({
  files: pageFiles(JSON.parse(page) as PageFiles, env),
  stores: {
    table: () =>
      Promise.resolve({
        ...dynamoDbTable(dynamoDb, env.tableName, ask),
        // The stack knows. So the function needs no permission to ask.
        hasPointInTimeRecovery: () => Promise.resolve(Number(env.recoveryDays) > 0),
      }),
    queue: () => Promise.resolve(sqsQueue(sqs, env.queueUrl, ask)),
    deadLetters: () => Promise.resolve(sqsQueue(sqs, env.deadLetterQueueUrl, ask)),
    receipts: () => Promise.resolve(guardReceipts(dynamoDb, env.guardTable, ask)),
  },
  environment: env.environment,
  region,
  recoveryDays: Number(env.recoveryDays),
  backupDays: Number(env.backupDays),
  now: () => new Date(),
  log: jsonLogger(),
});
