import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { DELIVER_ENV, templateName } from '../../../../../lambdas/contact-form/contract';
import type { QueueMessage } from '../../../../../lambdas/contact-form/submission';
import { readEnv } from '../../../../../lambdas/shared/env';

const env = readEnv(DELIVER_ENV);
const ses = new SESClient({});
const dynamoDb = new DynamoDBClient({});

/** Wrong on purpose: mails at every delivery, whoever else is at it or has done it. */
export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  for (const { body } of Records) {
    const message = JSON.parse(body) as QueueMessage;
    if (message.kind !== 'submission') continue;
    const { id } = message.submission;
    await ses.send(
      new SendTemplatedEmailCommand({
        Source: env.sender,
        Destination: { ToAddresses: ['owner@owner.test'] },
        Template: templateName(env.messageTemplate, 'en'),
        TemplateData: JSON.stringify({ id }),
      }),
    );
    await dynamoDb.send(
      new PutItemCommand({
        TableName: env.tableName,
        Item: { id: { S: id }, status: { S: 'mailed' } },
      }),
    );
  }
  return { batchItemFailures: [] };
};
