import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  type ScanCommandOutput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY, SUBMISSION_TTL } from '../../contact-form/table';
import type { Ask, SubmissionTable } from '../ports';
import { storedSubmission } from '../stored-submission';

type Client = Pick<DynamoDBClient, 'send'>;
type Item = Record<string, AttributeValue>;

/** @param pageSize items for each call; by default, as many as fit into DynamoDB's 1 MB */
export function dynamoDbTable(
  client: Client,
  name: string,
  ask: Ask,
  pageSize?: number,
): SubmissionTable {
  const what = `Table ${name}`;
  const key = (id: string) => ({ [SUBMISSION_KEY]: { S: id } });

  /** `undefined` if there is no such submission, it has expired, or it is not as the condition wants it. */
  const update = (id: string, { sets, removes = [], when, names, values, now }: Change) => {
    const input = {
      TableName: name,
      Key: key(id),
      UpdateExpression: [
        ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
        ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
      ].join(' '),
      // Without the condition, an update of a missing item would make a submission that has only a note.
      ConditionExpression: [
        'attribute_exists(#key)',
        '(attribute_not_exists(#ttl) OR #ttl > :now)',
        ...when,
      ].join(' AND '),
      ExpressionAttributeNames: { '#key': SUBMISSION_KEY, '#ttl': SUBMISSION_TTL, ...names },
      ExpressionAttributeValues: {
        ':now': { N: String(Math.floor(now.getTime() / 1000)) },
        ...values,
      },
      ReturnValues: 'ALL_NEW' as const,
    };
    return ask(what, () =>
      client
        .send(new UpdateItemCommand(input))
        .then(({ Attributes }) => Attributes && storedSubmission(Attributes), absent),
    );
  };

  return {
    name,
    async *all() {
      for await (const item of itemsOf(client, name, ask, pageSize)) yield storedSubmission(item);
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
    mark(id, { handledAt, note }, now) {
      const wanted = { handledAt, ...(note !== undefined && { note }) };
      const kept = Object.entries(wanted).filter(([, value]) => value);
      const gone = Object.entries(wanted).filter(([, value]) => !value);
      return update(id, {
        sets: kept.map(([of]) => `#${of} = :${of}`),
        removes: gone.map(([of]) => `#${of}`),
        when: [],
        names: Object.fromEntries(Object.keys(wanted).map((of) => [`#${of}`, of])),
        values: Object.fromEntries(kept.map(([of, value = '']) => [`:${of}`, { S: value }])),
        now,
      });
    },
    reclassify(id, { from, to }, now) {
      return update(id, {
        sets: ['#status = :to'],
        when: ['#status = :from', 'attribute_exists(mailedAt)'],
        names: { '#status': 'status' },
        values: { ':from': { S: from }, ':to': { S: to } },
        now,
      });
    },
    async hasPointInTimeRecovery() {
      const { ContinuousBackupsDescription: backups } = await ask(what, () =>
        client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
      );
      return backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
    },
  };
}

interface Change {
  readonly sets: readonly string[];
  readonly removes?: readonly string[];
  readonly when: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Item>;
  readonly now: Date;
}

/** Every item of a table, page by page. */
export async function* itemsOf(
  client: Client,
  table: string,
  ask: Ask,
  pageSize?: number,
): AsyncIterable<Item> {
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

/** Resolves with this value if the condition is not met. */
export function absent(error: unknown): undefined {
  if (error instanceof ConditionalCheckFailedException) return undefined;
  throw error;
}
