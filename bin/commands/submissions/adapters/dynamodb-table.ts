import { type AttributeValue, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY } from '../../../../lambdas/contact-form/contract';
import {
  absent,
  dynamoDbTable,
  itemsOf,
} from '../../../../lambdas/submissions/adapters/dynamodb-table';
import { isExpired, storedSubmission } from '../../../../lambdas/submissions/stored-submission';
import type { Ask } from '../../terminal/ask';
import { CommandError } from '../../terminal/command-error';
import { isCoded } from '../../terminal/explain';
import type { RestorableTable } from '../ports';

type Item = Record<string, AttributeValue>;

/** @param pageSize items for each call; by default, as many as fit into DynamoDB's 1 MB */
export function restorableTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
  ask: Ask,
  pageSize?: number,
): RestorableTable {
  /** The owner restored this table, no release makes it. So if it is missing, the name is wrong. */
  async function* restoredItems(from: string): AsyncIterable<Item> {
    try {
      yield* itemsOf(client, from, ask, pageSize);
    } catch (cause) {
      if (!isCoded(cause, 'NOT_DEPLOYED')) throw cause;
      throw new CommandError(
        'NO_SUCH_TABLE',
        `--from: there is no table ${from} in this account and region. ` +
          '`aws dynamodb list-tables` shows the existing tables; docs/disaster-recovery.md says how to restore one.',
        { cause },
      );
    }
  }

  /** @returns whether it was put: false if there is an item with that key */
  async function putIfAbsent(item: Item): Promise<boolean> {
    const put = {
      TableName: name,
      Item: item,
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': SUBMISSION_KEY },
    };
    const done = await ask(`Table ${name}`, () =>
      client.send(new PutItemCommand(put)).then(() => true, absent),
    );
    return done ?? false;
  }

  return {
    ...dynamoDbTable(client, name, ask, pageSize),
    async bringBack(from, now) {
      const restored: string[] = [];
      let present = 0;
      let expired = 0;
      for await (const item of restoredItems(from)) {
        const submission = storedSubmission(item);
        if (isExpired(submission, now)) expired += 1;
        else if (await putIfAbsent(item)) restored.push(submission.id);
        else present += 1;
      }
      return { restored: restored.sort(), present, expired };
    },
  };
}
