import { randomBytes } from 'node:crypto';
import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import { type DailySecrets, Unavailable } from '../ports';
import { secretKey } from '../guard-keys';
import { GUARD_KEY, GUARD_TTL } from '../table';
import { conditionally } from './conditionally';
import { GUARD_CALL } from './guard-call';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Calls dynamodb:GetItem and, once a day, dynamodb:PutItem. The first caller of a day makes the
 * secret. The others read it from the table, and keep it in memory. The secret is deleted a day
 * later, so that a challenge from before midnight can still be checked.
 */
export function guardSecrets(dynamoDb: AwsJson<DynamoDbOperations>, table: string): DailySecrets {
  const known = new Map<string, string>();

  const read = async (key: string): Promise<string | undefined> => {
    try {
      const { Item } = await dynamoDb(
        'GetItem',
        { TableName: table, Key: { [GUARD_KEY]: { S: key } }, ConsistentRead: true },
        GUARD_CALL,
      );
      return Item?.['secret']?.S;
    } catch (error) {
      throw new Unavailable('dynamodb', error);
    }
  };

  const make = async (key: string, expiresAt: number): Promise<string> => {
    const secret = randomBytes(32).toString('base64');
    const write = dynamoDb(
      'PutItem',
      {
        TableName: table,
        Item: {
          [GUARD_KEY]: { S: key },
          [GUARD_TTL]: { N: String(expiresAt) },
          secret: { S: secret },
        },
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': GUARD_KEY },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
      GUARD_CALL,
    );
    const { done, stored } = await conditionally(write);
    const agreed = done ? secret : stored['secret']?.S;
    if (agreed === undefined) throw new Unavailable('dynamodb', new Error(`${key} has no secret`));
    return agreed;
  };

  return {
    async of(day) {
      const key = secretKey(day);
      const kept = known.get(day);
      if (kept !== undefined) return kept;
      const secret =
        (await read(key)) ?? (await make(key, Date.parse(day) / 1_000 + 2 * DAY_SECONDS));
      // Two are in use at a time.
      for (const old of [...known.keys()].slice(0, -1)) known.delete(old);
      known.set(day, secret);
      return secret;
    },
  };
}
