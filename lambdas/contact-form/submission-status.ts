import { dynamoDbJson } from '../shared/aws-json';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { dynamoDbStatusReader } from './adapters/dynamodb-status-reader';
import { SUBMISSION_STATUS_ENV } from './contract';
import { statusHandler } from './http/status-handler';

const env = readEnv(SUBMISSION_STATUS_ENV);

export const handler = statusHandler(
  dynamoDbStatusReader(dynamoDbJson(), env.tableName),
  jsonLogger(),
);
