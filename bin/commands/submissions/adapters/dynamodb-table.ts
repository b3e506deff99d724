import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY } from '../../../../lambdas/contact-form/contract';
import { CommandError } from '../../terminal/command-error';
import { isCoded } from '../../terminal/explain';
import type { SubmissionTable } from '../ports';
import { isExpired, storedSubmission } from '../stored-submission';
import type { Ask } from '../../terminal/ask';

type Item = Record<string, AttributeValue>;

/** @param pageSize Items a call; by default as many as fit into DynamoDB's 1 MB. */
export function dynamoDbTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
  ask: Ask,
  pageSize?: number,
): SubmissionTable {
  const what = `Table ${name}`;

  async function* itemsOf(table: string): AsyncIterable<Item> {
    let from: ScanCommandOutput['LastEvaluatedKey'];
    do {
      const page: ScanCommandOutput = await ask(`Table ${table}`, () =>
        client.send(
          new ScanCommand({
            TableName: table,
            ConsistentRead: true,
            ...(pageSize !== undefined && { Limit: pageSize }),
            ...(from && { ExclusiveStartKey: from }),
          }),
        ),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  /** Nobody's release makes the table that an owner has restored: what is missing is a wrong name. */
  async function* restoredItems(from: string): AsyncIterable<Item> {
    try {
      yield* itemsOf(from);
    } catch (cause) {
      if (!isCoded(cause, 'NOT_DEPLOYED')) throw cause;
      throw new CommandError(
        'NO_SUCH_TABLE',
        `--from: there is no table ${from} in this account and region. ` +
          '`aws dynamodb list-tables` shows those that there are; docs/disaster-recovery.md says how to restore one.',
        { cause },
      );
    }
  }

  /** @returns whether it was put; not if there is one of that key */
  async function putIfAbsent(item: Item): Promise<boolean> {
    const put = {
      TableName: name,
      Item: item,
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': SUBMISSION_KEY },
    };
    return ask(what, () =>
      client.send(new PutItemCommand(put)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        },
      ),
    );
  }

  const key = (id: string) => ({ [SUBMISSION_KEY]: { S: id } });

  return {
    name,
    async *all() {
      for await (const item of itemsOf(name)) yield storedSubmission(item);
    },
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
    async find(id) {
      const { Item } = await ask(what, () =>
        client.send(new GetItemCommand({ TableName: name, Key: key(id), ConsistentRead: true })),
      );
      return Item && storedSubmission(Item);
    },
    async remove(id) {
      await ask(what, () => client.send(new DeleteItemCommand({ TableName: name, Key: key(id) })));
    },
    async hasPointInTimeRecovery() {
      const { ContinuousBackupsDescription: backups } = await ask(what, () =>
        client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
      );
      return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
    },
  };
}
