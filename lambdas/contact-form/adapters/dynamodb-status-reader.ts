import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import { type SubmissionStatusReader, Unavailable } from '../ports';
import { SUBMISSION_STATUSES } from '../submission';
import { SUBMISSION_KEY } from '../table';

/** Calls dynamodb:GetItem. Reads nothing of the message. */
export function dynamoDbStatusReader(
  dynamoDb: AwsJson<DynamoDbOperations>,
  tableName: string,
): SubmissionStatusReader {
  return {
    async statusOf(id) {
      try {
        const { Item } = await dynamoDb('GetItem', {
          TableName: tableName,
          Key: { [SUBMISSION_KEY]: { S: id } },
          ProjectionExpression: '#status, reason',
          ExpressionAttributeNames: { '#status': 'status' },
          ConsistentRead: true,
        });
        const found = SUBMISSION_STATUSES.find((status) => status === Item?.['status']?.S);
        const reason = Item?.['reason']?.S;
        return found && { status: found, ...(reason !== undefined && { reason }) };
      } catch (error) {
        throw new Unavailable('dynamodb', error);
      }
    },
  };
}
