import {
  type ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../contract';
import { type SubmissionStatusReader, type SubmissionStore, Unavailable } from '../ports';

type Client = Pick<DynamoDBClient, 'send'>;

/** Calls dynamodb:PutItem and dynamodb:UpdateItem. */
export function dynamoDbStore(client: Client, tableName: string): SubmissionStore {
  return {
    async save({ id, receivedAt, form, destination }, expiresAt) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              [SUBMISSION_KEY]: { S: id },
              [SUBMISSION_TTL]: { N: String(expiresAt) },
              receivedAt: { S: receivedAt },
              name: { S: form.name },
              email: { S: form.email },
              message: { S: form.message },
              destination: { S: destination },
              status: { S: 'received' },
            },
            ConditionExpression: 'attribute_not_exists(#id)',
            ExpressionAttributeNames: { '#id': SUBMISSION_KEY },
            // Tells what is stored without a second call, or leave to read the table.
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return {};
      } catch (error) {
        if (!isConditionFailure(error)) throw new Unavailable('dynamodb', error);
        const mailedAt = error.Item?.['mailedAt']?.S;
        return mailedAt === undefined ? {} : { mailedAt };
      }
    },

    async markMailed(id, { mailedAt, mailMessageId }) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: { [SUBMISSION_KEY]: { S: id } },
            ConditionExpression: '#status = :received',
            UpdateExpression:
              'SET #status = :mailed, mailedAt = :mailedAt, mailMessageId = :mailMessageId',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':received': { S: 'received' },
              ':mailed': { S: 'mailed' },
              ':mailedAt': { S: mailedAt },
              ':mailMessageId': { S: mailMessageId },
            },
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw new Unavailable('dynamodb', error);
      }
    },
  };
}

/** Calls dynamodb:GetItem. Reads nothing of the message. */
export function dynamoDbStatusReader(client: Client, tableName: string): SubmissionStatusReader {
  return {
    async statusOf(id) {
      try {
        const { Item } = await client.send(
          new GetItemCommand({
            TableName: tableName,
            Key: { [SUBMISSION_KEY]: { S: id } },
            ProjectionExpression: '#status',
            ExpressionAttributeNames: { '#status': 'status' },
            ConsistentRead: true,
          }),
        );
        const status = Item?.['status']?.S;
        return status === 'received' || status === 'mailed' ? status : undefined;
      } catch (error) {
        throw new Unavailable('dynamodb', error);
      }
    },
  };
}

/** By name: a bundle may hold the class twice. */
function isConditionFailure(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}
