import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError, type AwsJson, type DynamoDbOperations } from '../../../lambdas/shared/aws-json';

type Item = Record<string, AttributeValue>;

/** The parts of an input that are read here. */
interface Input {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** DynamoDB in memory, for the conditions and updates that the guard's adapters use; no others. */
export function guardTable() {
  const items = new Map<string, Item>();
  const calls: { operation: string; input: Input }[] = [];

  const operand = (text: string, item: Item, input: Input): string | undefined => {
    const names = input.ExpressionAttributeNames ?? {};
    const values = input.ExpressionAttributeValues ?? {};
    const found = text.startsWith('#') ? item[names[text] ?? ''] : values[text];
    return found?.N ?? found?.S;
  };
  const holds = (condition: string, item: Item, input: Input): boolean =>
    condition.split(' OR ').some((part) => {
      const absent = /^attribute_not_exists\((#\w+)\)$/.exec(part)?.[1];
      if (absent !== undefined) return operand(absent, item, input) === undefined;
      const [left = '', operator, right = ''] = part.split(' ');
      const [a, b] = [operand(left, item, input), operand(right, item, input)];
      if (a === undefined) return false;
      if (operator === '=') return a === b;
      if (operator === '<=') return Number(a) <= Number(b);
      throw new Error(`unknown condition ${part}`);
    });
  const updated = (expression: string, item: Item, input: Input): Item => {
    const names = input.ExpressionAttributeNames ?? {};
    const assignments = expression.replace('SET ', '').split(', ');
    return Object.fromEntries(
      assignments.map((assignment) => {
        const [name = '', sum = ''] = assignment.split(' = ');
        const terms = sum.split(' + ').map((term) => Number(operand(term, item, input)));
        return [names[name] ?? '', { N: String(terms.reduce((a, b) => a + b)) }];
      }),
    );
  };

  const run = (operation: string, input: Input): unknown => {
    const given = input.Item ?? input.Key ?? {};
    const key = given['key']?.S ?? '';
    const item = items.get(key) ?? {};
    if (operation === 'GetItem') return { Item: items.get(key) };
    if (!holds(input.ConditionExpression ?? '', item, input)) {
      const old = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      throw new AwsError(operation, 'ConditionalCheckFailedException', old ? { item } : {});
    }
    const next =
      operation === 'PutItem'
        ? given
        : { ...item, ...given, ...updated(input.UpdateExpression ?? '', item, input) };
    items.set(key, next);
    return {};
  };

  const dynamoDb: AwsJson<DynamoDbOperations> = (operation, input) =>
    new Promise((resolve) => {
      calls.push({ operation, input: input });
      resolve(run(operation, input) as never);
    });
  return { dynamoDb, items, calls };
}
