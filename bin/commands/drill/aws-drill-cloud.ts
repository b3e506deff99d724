import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  CreateBackupCommand,
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeBackupCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
  paginateScan,
  ListBackupsCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  type ListBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { SUBMISSION_KEY } from '../../../lambdas/contact-form/contract';
import { itemsOf } from '../../../lambdas/shared/pages';
import type { AccountAndRegion } from '../../../lib/config/config';
import { callerAccount } from '../terminal/aws-account';
import { CommandError } from '../terminal/command-error';
import type { ClientSettings } from '../terminal/client-settings';
import { asker } from '../terminal/ask';
import { findTable } from '../terminal/stack-table';
import type { CloudNames } from '../terminal/open-environment';
import { fingerprint } from './compare';
import type { DrillCloud } from './ports';

export function awsDrillCloud(
  target: AccountAndRegion,
  { storageStack }: CloudNames,
  settings: ClientSettings = {},
): DrillCloud {
  const client = { region: target.region, ...settings };
  const ask = asker(target);
  const dynamoDb = new DynamoDBClient(client);

  return {
    accountId: () => callerAccount(client),
    submissionsTable: () =>
      findTable(new CloudFormationClient(client), storageStack, 'Submissions', ask),
    fingerprints: (table) =>
      ask(`Table ${table}`, async () => {
        const scan = { TableName: table, ConsistentRead: true };
        const items = await itemsOf(paginateScan({ client: dynamoDb }, scan), ({ Items }) => Items);
        return new Map(items.map((item) => [item[SUBMISSION_KEY]?.S ?? '', fingerprint(item)]));
      }),
    async latestRestorable(table) {
      const { ContinuousBackupsDescription: backups } = await ask(`Table ${table}`, () =>
        dynamoDb.send(new DescribeContinuousBackupsCommand({ TableName: table })),
      );
      const recovery = backups?.PointInTimeRecoveryDescription;
      if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') return undefined;
      return recovery.LatestRestorableDateTime ?? new Date(0);
    },
    async restoreToPointInTime(source, target, at) {
      const what = { SourceTableName: source, TargetTableName: target, RestoreDateTime: at };
      await ask(`Table ${source}`, () => dynamoDb.send(new RestoreTableToPointInTimeCommand(what)));
    },
    async makeBackup(table, name) {
      const { BackupDetails } = await ask(`Table ${table}`, () =>
        dynamoDb.send(new CreateBackupCommand({ TableName: table, BackupName: name })),
      );
      if (BackupDetails?.BackupArn !== undefined) return BackupDetails.BackupArn;
      throw new CommandError('AWS_REFUSED', 'DynamoDB did not say where the backup is.');
    },
    async backupIsReady(backup) {
      const { BackupDescription } = await ask(`Backup ${backup}`, () =>
        dynamoDb.send(new DescribeBackupCommand({ BackupArn: backup })),
      );
      return BackupDescription?.BackupDetails?.BackupStatus === 'AVAILABLE';
    },
    async restoreBackup(backup, target) {
      const what = { BackupArn: backup, TargetTableName: target };
      await ask(`Backup ${backup}`, () => dynamoDb.send(new RestoreTableFromBackupCommand(what)));
    },
    tableState: (table) =>
      ask(`Table ${table}`, async () => {
        const answer = await dynamoDb
          .send(new DescribeTableCommand({ TableName: table }))
          .catch(absent);
        if (answer === undefined) return 'absent';
        return answer.Table?.TableStatus === 'ACTIVE' ? 'ready' : 'busy';
      }),
    async removeTable(table) {
      await ask(`Table ${table}`, () =>
        dynamoDb.send(new DeleteTableCommand({ TableName: table })),
      );
    },
    async removeBackup(backup) {
      await ask(`Backup ${backup}`, () =>
        dynamoDb.send(new DeleteBackupCommand({ BackupArn: backup })),
      );
    },
    leftovers: (prefix, source) =>
      ask('DynamoDB', async () => ({
        tables: await itemsOf(paginateListTables({ client: dynamoDb }, {}), ({ TableNames = [] }) =>
          TableNames.filter((name) => name.startsWith(prefix)),
        ),
        backups: await backupsNamed(dynamoDb, prefix, source),
      })),
  };
}

async function backupsNamed(client: DynamoDBClient, prefix: string, TableName: string) {
  const found: string[] = [];
  let from: string | undefined;
  do {
    const page: ListBackupsCommandOutput = await client.send(
      new ListBackupsCommand({ TableName, ...(from && { ExclusiveStartBackupArn: from }) }),
    );
    for (const { BackupName, BackupArn } of page.BackupSummaries ?? []) {
      if (BackupName?.startsWith(prefix) && BackupArn !== undefined) found.push(BackupArn);
    }
    from = page.LastEvaluatedBackupArn;
  } while (from !== undefined);
  return found;
}

function absent(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
  throw error;
}
