import { Unavailable } from '../../contact-form/ports';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../contact-form/table';
import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import type { SubmissionReader } from '../ports';

/** Calls dynamodb:GetItem. */
export function submissionValues(
  dynamoDb: AwsJson<DynamoDbOperations>,
  tableName: string,
  now: () => Date,
): SubmissionReader {
  return {
    async valuesOf(id) {
      try {
        const { Item } = await dynamoDb('GetItem', {
          TableName: tableName,
          Key: { [SUBMISSION_KEY]: { S: id } },
          ProjectionExpression: '#values, #expiresAt',
          ExpressionAttributeNames: { '#values': 'values', '#expiresAt': SUBMISSION_TTL },
          ConsistentRead: true,
        });
        const values = Item?.['values']?.M;
        // DynamoDB may delete an expired item days later.
        if (!values || Number(Item[SUBMISSION_TTL]?.N) * 1000 <= now().getTime()) return undefined;
        return Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, value.S ?? '']),
        );
      } catch (error) {
        throw new Unavailable('dynamodb', error);
      }
    },
  };
}
