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
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../../../lambdas/contact-form/contract';
import { CommandError } from '../../terminal/command-error';
import { isCoded } from '../../terminal/explain';
import type { SubmissionTable } from '../ports';
import { isExpired, storedSubmission } from '../stored-submission';
import type { Ask } from '../../terminal/ask';

type Item = Record<string, AttributeValue>;

/** @param pageSize items for each call; by default, as many as fit into DynamoDB's 1 MB */
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

  /** The owner restored this table, no release makes it. So if it is missing, the name is wrong. */
  async function* restoredItems(from: string): AsyncIterable<Item> {
    try {
      yield* itemsOf(from);
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
    return ask(what, () => client.send(new PutItemCommand(put)).then(() => true, absent)).then(
      (put) => put ?? false,
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
    async mark(id, { handledAt, note }, now) {
      const wanted = { handledAt, ...(note !== undefined && { note }) };
      const kept = Object.entries(wanted).filter(([, value]) => value);
      const gone = Object.entries(wanted).filter(([, value]) => !value);
      const update = {
        TableName: name,
        Key: key(id),
        UpdateExpression: [
          ...(kept.length > 0 ? [`SET ${kept.map(([of]) => `#${of} = :${of}`).join(', ')}`] : []),
          ...(gone.length > 0 ? [`REMOVE ${gone.map(([of]) => `#${of}`).join(', ')}`] : []),
        ].join(' '),
        // Without the condition, an update of a missing item would make a submission that has only a note.
        ConditionExpression:
          'attribute_exists(#key) AND (attribute_not_exists(#ttl) OR #ttl > :now)',
        ExpressionAttributeNames: {
          '#key': SUBMISSION_KEY,
          '#ttl': SUBMISSION_TTL,
          ...Object.fromEntries(Object.keys(wanted).map((of) => [`#${of}`, of])),
        },
        ExpressionAttributeValues: {
          ':now': { N: String(Math.floor(now.getTime() / 1000)) },
          ...Object.fromEntries(kept.map(([of, value = '']) => [`:${of}`, { S: value }])),
        },
        ReturnValues: 'ALL_NEW' as const,
      };
      return ask(what, () =>
        client
          .send(new UpdateItemCommand(update))
          .then(({ Attributes }) => Attributes && storedSubmission(Attributes), absent),
      );
    },
    async hasPointInTimeRecovery() {
      const { ContinuousBackupsDescription: backups } = await ask(what, () =>
        client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
      );
      return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
    },
  };
}

/** Resolves with this value if the condition is not met. */
function absent(error: unknown): undefined {
  if (error instanceof ConditionalCheckFailedException) return undefined;
  throw error;
}
