import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY } from '../../../../lambdas/contact-form/contract';
import type { SubmissionTable } from '../ports';
import { storedSubmission } from '../stored-submission';
import type { Ask } from './ask';

/** @param pageSize Items a call; by default as many as fit into DynamoDB's 1 MB. */
export function dynamoDbTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
  ask: Ask,
  pageSize?: number,
): SubmissionTable {
  const what = `Table ${name}`;
  const key = (id: string) => ({ [SUBMISSION_KEY]: { S: id } });

  return {
    name,
    async *all() {
      let from: ScanCommandOutput['LastEvaluatedKey'];
      do {
        const page: ScanCommandOutput = await ask(what, () =>
          client.send(
            new ScanCommand({
              TableName: name,
              ConsistentRead: true,
              ...(pageSize !== undefined && { Limit: pageSize }),
              ...(from && { ExclusiveStartKey: from }),
            }),
          ),
        );
        for (const item of page.Items ?? []) yield storedSubmission(item);
        from = page.LastEvaluatedKey;
      } while (from);
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
