import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import type { ProofLedger } from '../ports';
import { GUARD_KEY, GUARD_TTL } from '../table';
import { conditionally } from './conditionally';
import { GUARD_CALL } from './guard-call';

/** Calls dynamodb:PutItem. */
export function guardProofs(dynamoDb: AwsJson<DynamoDbOperations>, table: string): ProofLedger {
  return {
    async claim({ challenge, id, expiresAt }) {
      const write = dynamoDb(
        'PutItem',
        {
          TableName: table,
          Item: {
            [GUARD_KEY]: { S: `challenge#${challenge}` },
            [GUARD_TTL]: { N: String(Math.ceil(expiresAt / 1_000)) },
            id: { S: id },
          },
          ConditionExpression: 'attribute_not_exists(#key) OR #id = :id',
          ExpressionAttributeNames: { '#key': GUARD_KEY, '#id': 'id' },
          ExpressionAttributeValues: { ':id': { S: id } },
        },
        GUARD_CALL,
      );
      return (await conditionally(write)).done;
    },
  };
}
