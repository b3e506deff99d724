import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { readEnv } from '../shared/env';
import { jsonLogger } from '../shared/logger';
import { CLIENT_SETTINGS } from './adapters/client-settings';
import { dynamoDbStore } from './adapters/dynamodb-store';
import { sesMailer } from './adapters/ses-mailer';
import { snsEvents } from './adapters/sns-events';
import { DELIVER_ENV } from './contract';
import { deliverHandler } from './queue/deliver-handler';
import { readDeliverSettings } from './queue/deliver-settings';

const settings = readDeliverSettings(readEnv(DELIVER_ENV));

export const handler = deliverHandler({
  store: dynamoDbStore(new DynamoDBClient(CLIENT_SETTINGS), settings.tableName),
  mailer: sesMailer(new SESClient(CLIENT_SETTINGS), settings),
  events: snsEvents(new SNSClient(CLIENT_SETTINGS), settings.eventTopicArn),
  retentionDays: settings.retentionDays,
  now: () => new Date(),
  log: jsonLogger(),
});
