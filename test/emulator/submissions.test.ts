import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { main } from '../../bin/commands/terminal/main';
import { waypostProgram } from '../../bin/commands/program';
import { restorableTable } from '../../bin/commands/submissions/adapters/dynamodb-table';
import { receiptKey } from '../../lambdas/contact-form/guard-keys';
import { submissionsPorts } from '../../bin/commands/submissions/adapters';
import { environmentNames } from '../../lib/naming';
import type { EnvironmentName } from '../../lib/types/branded';
import { writeSession } from '../../rehearsal/workspace/session-file';
import { config, projectOf } from '../bin/commands/fakes';
import { story } from '../helpers/story';
import { outputsOf, type Template } from './support/deploy';
import { queuedSubmission, storedSubmission, submissionId } from './support/numbered-submissions';
import { clientOf, DEV, runningEmulator } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const names = environmentNames(config.project, 'dev' as EnvironmentName);
const repository = mkdtempSync(join(tmpdir(), 'waypost-submissions-'));
afterAll(() => {
  rmSync(repository, { recursive: true });
});

const table = (id: string, key: string): Template => ({
  Resources: {
    [id]: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
  },
  Outputs: { Table: { Value: { Ref: id } } },
});
const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });

const id = submissionId;
const receivedAt = new Date().toISOString();
const values = (n: number) => ({
  name: `Visitor ${n}`,
  email: n === 1 ? 'Ada@Example.org' : `visitor-${n}@example.net`,
  message: '=1+1',
});
const body = (n: number) => queuedSubmission(n, { receivedAt, values: values(n) });

let dynamoDb: DynamoDBClient;
let sqs: SQSClient;
let submissionsTable: string;
let guardTable: string;
beforeAll(async () => {
  const { endpoint } = emulator();
  writeSession(repository, { endpoint, pid: process.pid });
  dynamoDb = new DynamoDBClient(clientOf(emulator(), { account: DEV }));
  sqs = new SQSClient(clientOf(emulator(), { account: DEV }));
  const storage = table('Submissions0D4AC8D5', 'id');
  const guard = table('Guard1A2B3C4D', 'key');
  const queues = { Queue: queue(names.submissionQueue), Dead: queue(names.deadLetterQueue) };
  const contact = { ...guard, Resources: { ...queues, ...guard.Resources } };
  submissionsTable =
    (await outputsOf(emulator(), { stack: names.stacks.storage, template: storage }))['Table'] ??
    '';
  guardTable =
    (await outputsOf(emulator(), { stack: names.stacks.contact, template: contact }))['Table'] ??
    '';
  for (const n of [1, 2, 3]) await store(n, n === 3 ? 'spam' : 'mailed');
});

async function store(n: number, status: string): Promise<void> {
  await dynamoDb.send(
    new PutItemCommand({
      TableName: submissionsTable,
      Item: {
        ...storedSubmission(n, status, { receivedAt, values: values(n) }),
        spam: { L: status === 'spam' ? [{ S: 'honeypot' }] : [] },
      },
    }),
  );
}

async function sendTo(QueueName: string, ...bodies: string[]): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  for (const MessageBody of bodies)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

/** `waypost submissions <line> --rehearsal --json` */
async function run(line: string) {
  const ports = submissionsPorts(repository);
  let stdout = '';
  const errors: string[] = [];
  const desk = { ...ports.desk, write: (text: string) => (stdout += text) };
  const program = waypostProgram(projectOf(config), {
    submissions: () => ({ ...ports, desk }),
  });
  const args = ['submissions', ...line.split(' '), '--rehearsal', '--json'];
  const code = await main(program, args, (text) => errors.push(text));
  return {
    code: code ?? 0,
    errors,
    json: (stdout === '' ? undefined : JSON.parse(stdout)) as unknown,
  };
}

test(
  'list finds the table that CloudFormation named, and reads every submission',
  step(async () => {
    const { code, json } = await run('list dev --status mailed');
    expect(code).toBe(0);
    expect(json).toMatchObject([
      { id: id(1), values: values(1) },
      { id: id(2), values: values(2) },
    ]);
  }),
);

test(
  'a table of more than one page is read to its end',
  step(async () => {
    const ask = <Answer>(_: string, call: () => Promise<Answer>) => call();
    const found: string[] = [];
    for await (const one of restorableTable(dynamoDb, submissionsTable, ask, 1).all())
      found.push(one.id);
    expect(found.sort()).toEqual([id(1), id(2), id(3)]);
  }),
);

test(
  'handle marks a submission in place, and makes none of an id that is not there',
  step(async () => {
    const { json } = await run(`handle dev ${id(1)} --note called`);
    expect(json).toMatchObject({ id: id(1), note: 'called', values: values(1) });
    expect((await run('list dev --handled')).json).toMatchObject([{ id: id(1) }]);
    const undone = (await run(`handle dev ${id(1)} --undo`)).json;
    expect(undone).toMatchObject({ id: id(1), note: 'called' });
    expect(undone).not.toHaveProperty('handledAt');
    expect(await run(`handle dev ${id(9)}`)).toMatchObject({ code: 1 });
    expect((await run('list dev')).json).toHaveLength(3);
  }),
);

test(
  'redrive empties the dead-letter queue of all but what is malformed, once',
  step(async () => {
    const ours = Array.from({ length: 12 }, (_, n) => body(n + 20));
    await sendTo(names.deadLetterQueue, ...ours, 'not ours');
    const first = (await run('redrive dev')).json as { redriven: string[]; malformed: string[] };
    expect(first.redriven.sort()).toEqual(ours.map((_, n) => id(n + 20)));
    expect(first.malformed).toHaveLength(1);
    expect((await run('redrive dev')).json).toEqual({
      redriven: [],
      metAgain: [],
      malformed: first.malformed,
      inFlight: 0,
    });
  }),
);

test(
  'release puts spam on the queue',
  step(async () => {
    expect((await run(`release dev ${id(3)}`)).json).toEqual({
      id: id(3),
      status: 'spam',
      released: true,
    });
  }),
);

test(
  'erase removes an address from table, queues and receipts, and leaves the rest',
  step(async () => {
    const day = new Date().toISOString().slice(0, 10);
    const key = receiptKey(day, 'secret', 'ada@example.org');
    for (const [name, attribute, value] of [
      [`secret#${day}`, 'secret', 'secret'],
      [key, 'id', id(1)],
      [`receipt#${day}#other`, 'id', id(2)],
    ] as const) {
      await dynamoDb.send(
        new PutItemCommand({
          TableName: guardTable,
          Item: { key: { S: name }, [attribute]: { S: value } },
        }),
      );
    }
    await sendTo(names.submissionQueue, body(1), body(2));
    await sendTo(names.deadLetterQueue, body(1));

    const { errors, json } = await run('erase dev ada@example.org --yes');
    expect(errors).toEqual([]);
    expect(json).toMatchObject({
      erased: { submissions: [id(1)], queuedMessages: 1, deadLetters: 1, receipts: 1 },
      outOfReach: { inFlight: 0, delayed: 0, pointInTimeRecovery: false },
    });
    expect((await run('erase dev ada@example.org --yes')).json).toMatchObject({
      erased: { submissions: [], queuedMessages: 0, deadLetters: 0, receipts: 0 },
    });
    const { Items } = await dynamoDb.send(new ScanCommand({ TableName: guardTable }));
    expect(Items?.map((item) => item['key']?.S).sort()).toEqual([
      `receipt#${day}#other`,
      `secret#${day}`,
    ]);
  }),
);

test('an environment without stacks is not deployed, and says what to do', async () => {
  const { code, errors } = await run('list prod');
  expect(code).toBe(1);
  expect(errors.join()).toMatch(/Stack \S+-prod-storage is not deployed in account 333333333333/);
});
