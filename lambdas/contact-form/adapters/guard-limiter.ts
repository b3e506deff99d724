import type { AwsJson, DynamoDbOperations } from '../../shared/aws-json';
import { waitMs, windowMs } from '../core/rate-limit';
import { type RateLimiter, Unavailable } from '../ports';
import { GUARD_KEY, GUARD_TTL } from '../table';
import { conditionally, type Item } from './conditionally';
import { GUARD_CALL } from './guard-call';

/**
 * Calls dynamodb:UpdateItem: once for who comes now and then, twice for who comes often. The condition
 * makes each step atomic, so that requests side by side cannot slip through together.
 */
export function guardLimiter(dynamoDb: AwsJson<DynamoDbOperations>, table: string): RateLimiter {
  return {
    async admit(source, limit, now) {
      const window = windowMs(limit);
      // Rounded up: until then nothing is left to pay off.
      const expiresAt = Math.ceil((now + window + limit.everyMs) / 1_000);
      const update = (condition: string, until: string, values: Record<string, number>) =>
        conditionally(
          dynamoDb(
            'UpdateItem',
            {
              TableName: table,
              Key: { [GUARD_KEY]: { S: `source#${source}` } },
              ConditionExpression: condition,
              UpdateExpression: `SET #until = ${until}, #expiresAt = :expiresAt`,
              ExpressionAttributeNames: { '#until': 'until', '#expiresAt': GUARD_TTL },
              ExpressionAttributeValues: Object.fromEntries(
                Object.entries({ ...values, ':expiresAt': expiresAt }).map(([name, value]) => [
                  name,
                  { N: String(value) },
                ]),
              ),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
            GUARD_CALL,
          ),
        );

      const idle = await update('attribute_not_exists(#until) OR #until <= :now', ':next', {
        ':now': now,
        ':next': now + limit.everyMs,
      });
      if (idle.done) return 0;
      const wait = waitMs(untilOf(idle.stored), limit, now);
      if (wait > 0) return wait;

      const busy = await update('#until <= :edge', '#until + :every', {
        ':edge': now + window,
        ':every': limit.everyMs,
      });
      // Others were faster. The call was refused, so wait at least a millisecond.
      return busy.done ? 0 : Math.max(1, waitMs(untilOf(busy.stored), limit, now));
    },
  };
}

/** Without a number the limit is unknown, and must not pass for one that admits. */
function untilOf(stored: Item): number {
  const until = stored['until']?.N;
  if (until === undefined) throw new Unavailable('dynamodb', new Error('no item came back'));
  return Number(until);
}
