import {
  CreateBackupCommand,
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
let dynamoDb: DynamoDBClient;
beforeAll(() => {
  dynamoDb = new DynamoDBClient(clientOf(emulator(), { account: DEV }));
});

async function makeTable(TableName: string): Promise<void> {
  await dynamoDb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

async function switchRecovery(TableName: string, PointInTimeRecoveryEnabled: boolean) {
  await dynamoDb.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    }),
  );
}

const put = (TableName: string, id: string, value: string) =>
  dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, value: { S: value } } }));

async function itemsOf(TableName: string): Promise<Record<string, string | undefined>> {
  const { Items = [] } = await dynamoDb.send(new ScanCommand({ TableName }));
  return Object.fromEntries(Items.map(({ id, value }) => [id?.S ?? '', value?.S] as const));
}

const restore = (source: string, target: string, RestoreDateTime: Date) =>
  dynamoDb.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: target,
      RestoreDateTime,
    }),
  );

/** The API counts in whole seconds. */
async function nextSecond(): Promise<Date> {
  const at = new Date(Math.ceil(Date.now() / 1000) * 1000);
  await sleep(at.getTime() - Date.now() + 50);
  return at;
}

test('a table is restored as it was, whatever has been changed, added or deleted since', async () => {
  await makeTable('source');
  await put('source', 'before-recovery', 'kept');
  await switchRecovery('source', true);
  for (const id of ['kept', 'changed', 'deleted']) await put('source', id, 'old');
  const point = await nextSecond();
  await put('source', 'changed', 'new');
  await put('source', 'changed', 'newer');
  await put('source', 'added', 'new');
  await dynamoDb.send(
    new DeleteItemCommand({ TableName: 'source', Key: { id: { S: 'deleted' } } }),
  );

  await restore('source', 'restored', point);
  expect(await itemsOf('restored')).toEqual({
    'before-recovery': 'kept',
    kept: 'old',
    changed: 'old',
    deleted: 'old',
  });
  expect(await itemsOf('source')).toMatchObject({ changed: 'newer', added: 'new' });
});

test('the window that can be restored begins when recovery is switched on, and ends now', async () => {
  await makeTable('window');
  const before = new Date(Date.now() - 5000);
  await switchRecovery('window', true);
  const { ContinuousBackupsDescription } = await dynamoDb.send(
    new DescribeContinuousBackupsCommand({ TableName: 'window' }),
  );
  const { EarliestRestorableDateTime, LatestRestorableDateTime, RecoveryPeriodInDays } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  expect(EarliestRestorableDateTime?.getTime()).toBeGreaterThan(before.getTime());
  expect(LatestRestorableDateTime?.getTime()).toBeGreaterThan(before.getTime());
  expect(RecoveryPeriodInDays).toBe(35);
  await expect(restore('window', 'too-early', before)).rejects.toMatchObject({
    name: 'InvalidRestoreTimeException',
  });
});

test('a table without point-in-time recovery is refused', async () => {
  await makeTable('off');
  await expect(restore('off', 'off-restored', new Date())).rejects.toMatchObject({
    name: 'PointInTimeRecoveryUnavailableException',
  });
  await switchRecovery('off', true);
  await switchRecovery('off', false);
  await expect(restore('off', 'off-restored', new Date())).rejects.toMatchObject({
    name: 'PointInTimeRecoveryUnavailableException',
  });
});

test('a backup is restored as the table was when it was made', async () => {
  await makeTable('backed-up');
  await put('backed-up', 'one', 'old');
  const { BackupDetails } = await dynamoDb.send(
    new CreateBackupCommand({ TableName: 'backed-up', BackupName: 'backup' }),
  );
  await put('backed-up', 'one', 'new');
  await dynamoDb.send(
    new RestoreTableFromBackupCommand({
      BackupArn: BackupDetails?.BackupArn,
      TargetTableName: 'from-backup',
    }),
  );
  expect(await itemsOf('from-backup')).toEqual({ one: 'old' });
});
