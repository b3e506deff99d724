import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBackupCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListBackupsCommand,
  ListTablesCommand,
  PutItemCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { drillPorts } from '../../bin/commands/drill/adapters';
import type { DrillReport } from '../../bin/commands/drill/report';
import { main } from '../../bin/commands/terminal/main';
import { waypostProgram } from '../../bin/commands/program';
import { submissionsPorts } from '../../bin/commands/submissions/adapters';
import { environmentNames } from '../../lib/naming';
import type { EnvironmentName } from '../../lib/types/branded';
import { writeSession } from '../../rehearsal/workspace/session-file';
import { config, projectOf } from '../bin/commands/fakes';
import { story } from '../helpers/story';
import { output, outputsOf, type Template } from './support/deploy';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const names = environmentNames(config.project, 'dev' as EnvironmentName);
const repository = mkdtempSync(join(tmpdir(), 'waypost-drill-'));
afterAll(() => {
  rmSync(repository, { recursive: true });
});

const template: Template = {
  Resources: {
    Submissions0D4AC8D5: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
  },
  Outputs: { Table: { Value: { Ref: 'Submissions0D4AC8D5' } } },
};

const day = 24 * 60 * 60;
const now = Math.floor(Date.now() / 1000);
let dynamoDb: DynamoDBClient;
let table: string;
beforeAll(async () => {
  writeSession(repository, { endpoint: emulator().endpoint, pid: process.pid });
  dynamoDb = new DynamoDBClient(clientOf(emulator(), { account: DEV }));
  table = output(await outputsOf(emulator(), { stack: names.stacks.storage, template }), 'Table');
  // More than a page of a scan holds, which is 1 MB.
  for (let n = 0; n < 12; n += 1) await put(`item-${n}`, 'x'.repeat(120_000));
});

async function put(id: string, text: string, expiresAt = now + day) {
  const Item = { id: { S: id }, text: { S: text }, expiresAt: { N: String(expiresAt) } };
  await dynamoDb.send(new PutItemCommand({ TableName: table, Item }));
}

/** `waypost <line> --rehearsal --yes --json` */
async function run(line: string) {
  const { desk, ...ports } = drillPorts(repository);
  let stdout = '';
  const notes: string[] = [];
  const quiet = {
    ...desk,
    write: (text: string) => (stdout += text),
    note: (text: string) => notes.push(text),
  };
  const program = waypostProgram(projectOf(config), {
    drill: () => ({ ...ports, desk: quiet }),
    submissions: () => ({ ...submissionsPorts(repository), desk: quiet }),
  });
  const args = [...line.split(' '), '--rehearsal', '--yes', '--json'];
  const code = await main(program, args, (text) => notes.push(text));
  return { code: code ?? 0, notes: notes.join('\n'), json: JSON.parse(stdout || '{}') as unknown };
}

/** What a drill could leave behind. */
async function sideTables() {
  const { TableNames = [] } = await dynamoDb.send(new ListTablesCommand({}));
  const { BackupSummaries = [] } = await dynamoDb.send(new ListBackupsCommand({}));
  return [
    ...TableNames.filter((name) => name !== table),
    ...BackupSummaries.map(({ BackupName }) => BackupName),
  ];
}

async function switchRecovery(PointInTimeRecoveryEnabled: boolean) {
  await dynamoDb.send(
    new UpdateContinuousBackupsCommand({
      TableName: table,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    }),
  );
}

const DRILLS = [
  ['a backup, where recovery is off', false, 'backup'],
  ['point-in-time recovery', true, 'point-in-time recovery'],
] as const;
const drills = DRILLS.map(([how, on, by]) => {
  const drill = step(async () => {
    await switchRecovery(on);
    return { ...(await run('drill restore dev')), left: await sideTables() };
  });
  return [how, drill, by] as const;
});
test.each(drills)(
  'a drill restores by %s, finds every item the same, and leaves nothing',
  async (_, drill, by) => {
    const { code, notes, json, left } = await drill();
    expect({ code, notes }).toMatchObject({ code: 0 });
    const report = json as DrillReport;
    expect(report).toMatchObject({ table, by, compared: 12, missing: [], different: [] });
    expect(report.checksum.restored).toBe(report.checksum.table);
    expect(left).toEqual([]);
  },
);

test(
  'leftovers of an earlier drill are named, and stay',
  step(async () => {
    const { BackupDetails } = await dynamoDb.send(
      new CreateBackupCommand({
        TableName: table,
        BackupName: `${names.backup.restoreDrillPrefix}earlier`,
      }),
    );
    const TargetTableName = `${names.backup.restoreDrillPrefix}earlier`;
    await dynamoDb.send(
      new RestoreTableFromBackupCommand({ BackupArn: BackupDetails?.BackupArn, TargetTableName }),
    );
    const { notes, json } = await run('drill restore dev');
    expect(json).toMatchObject({
      leftovers: { tables: [TargetTableName], backups: [BackupDetails?.BackupArn] },
    });
    expect(notes).toContain(`--table-name ${TargetTableName}`);
    expect(await sideTables()).toEqual([TargetTableName, TargetTableName]);
    await dynamoDb.send(new DeleteTableCommand({ TableName: TargetTableName }));
  }),
);

test(
  'submissions restore puts back what is missing and has not expired, and overwrites nothing',
  step(async () => {
    await put('lost', 'old');
    await put('expired', 'old', now - day);
    const side = `${names.backup.restoredTablePrefix}by-hand`;
    await dynamoDb.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: table,
        TargetTableName: side,
        UseLatestRestorableTime: true,
      }),
    );
    for (const id of ['lost', 'expired']) {
      await dynamoDb.send(new DeleteItemCommand({ TableName: table, Key: { id: { S: id } } }));
    }
    await put('item-0', 'newer');

    const restored = { from: side, to: table, restored: ['lost'], present: 12, expired: 1 };
    expect((await run(`submissions restore dev --from ${side}`)).json).toEqual(restored);
    expect((await run(`submissions restore dev --from ${side}`)).json).toMatchObject({
      restored: [],
      present: 13,
    });
    const key = { TableName: table, Key: { id: { S: 'item-0' } } };
    expect((await dynamoDb.send(new GetItemCommand(key))).Item?.['text']?.S).toBe('newer');
  }),
);
