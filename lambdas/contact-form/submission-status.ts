import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { CLIENT_SETTINGS } from './adapters/client-settings';
import { dynamoDbStatusReader } from './adapters/dynamodb-store';
import { SUBMISSION_STATUS_ENV } from './contract';
import { statusHandler } from './http/status-handler';

const env = readEnv(SUBMISSION_STATUS_ENV);

export const handler = statusHandler(
  dynamoDbStatusReader(new DynamoDBClient(CLIENT_SETTINGS), env.tableName),
  jsonLogger(),
);
