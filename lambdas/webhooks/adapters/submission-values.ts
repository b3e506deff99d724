import { Unavailable } from '../../contact-form/ports';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../contact-form/table';
import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import { isExpired, storedSubmission } from '../../submissions/stored-submission';
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
        if (Item?.['values'] === undefined) return undefined;
        const found = storedSubmission(Item);
        return isExpired(found, now()) ? undefined : found.values;
      } catch (error) {
        throw new Unavailable('dynamodb', error);
      }
    },
  };
}
