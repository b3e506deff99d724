import { createServer } from 'node:http';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendEmailCommand, SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEmulator, type Emulator } from '../../rehearsal/emulator/emulator';
import { CannotKeep, PortTaken } from '../../rehearsal/emulator/errors';
import { eventually } from '../helpers/eventually';
import { story } from '../helpers/story';
import { queueConsumer } from './support/contact-api';
import { output, outputsOf, type Template } from './support/deploy';
import { clientOf, DEV, emulatorOptions, temporaryDirectory } from './support/running-emulator';

const step = story();
let directory: string;
let emulator: Emulator;
const kept = () => join(directory, 'kept');

beforeAll(async () => {
  directory = await temporaryDirectory();
  emulator = await startWith();
});
afterAll(async () => {
  await emulator.stop();
  await rm(directory, { recursive: true, force: true });
});

function startWith(port?: number): Promise<Emulator> {
  const folder = kept();
  return startEmulator({
    ...emulatorOptions(join(directory, 'own')),
    kept: { folder, ...(port !== undefined && { port }) },
  });
}

const portOf = ({ endpoint }: Emulator) => Number(new URL(endpoint).port);

async function startAgain(): Promise<void> {
  await emulator.stop();
  emulator = await startWith(portOf(emulator));
}

/** What MiniStack and we have written of each service. */
function states(): Record<string, unknown> {
  const folder = join(kept(), 'state');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}

const pipeline: Template = {
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'kept-objects', VersioningConfiguration: { Status: 'Enabled' } },
    },
    Pipeline: {
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: { Name: 'kept', RoleArn: 'arn:aws:iam::222222222222:role/x', Stages: [] },
    },
  },
};

const client = () => clientOf(emulator, { account: DEV });
const s3 = () => new S3Client({ ...client(), forcePathStyle: true });
let outputs: Readonly<Record<string, string>>;

async function send(body: string): Promise<void> {
  const QueueUrl = output(outputs, 'Queue');
  await new SQSClient(client()).send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
}
async function consumed(...ids: readonly string[]): Promise<void> {
  await eventually(async () => ((await stored()).length < ids.length ? undefined : true));
  expect(await stored()).toEqual(ids);
}
async function stored(): Promise<string[]> {
  const TableName = output(outputs, 'Table');
  const { Items = [] } = await new DynamoDBClient(client()).send(new ScanCommand({ TableName }));
  return Items.map(({ id }) => id?.S ?? '').sort();
}

describe('a kept cloud', () => {
  step(async () => {
    outputs = await outputsOf(emulator, { stack: 'consumer', template: queueConsumer });
    await outputsOf(emulator, { stack: 'pipeline', template: pipeline });
    const object = { Bucket: 'kept-objects', Key: 'a/b.txt' };
    await s3().send(new PutObjectCommand({ ...object, Body: 'first' }));
    await s3().send(new PutObjectCommand({ ...object, Body: 'second' }));
    const ses = new SESClient(client());
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'me@example.com' }));
    await ses.send(
      new SendEmailCommand({
        Source: 'me@example.com',
        Destination: { ToAddresses: ['you@example.com'] },
        Message: { Subject: { Data: 'Kept' }, Body: { Text: { Data: 'as it was' } } },
      }),
    );
    await send('before');
    await consumed('before');
  });

  test(
    'is the same after a start, whatever service it is of',
    step(async () => {
      const before = {
        resources: await emulator.resources(),
        pipelines: await emulator.pipelines(),
        mails: await emulator.mails(),
      };
      expect(before.mails).toHaveLength(1);
      await emulator.keep();
      const written = states();
      await startAgain();

      expect(await emulator.resources()).toEqual(before.resources);
      expect(await emulator.pipelines()).toEqual(before.pipelines);
      expect(await emulator.mails()).toEqual(before.mails);
      await emulator.keep();
      expect(states()).toMatchObject(written);
    }),
  );

  test(
    'goes on: a queue feeds its function, and a bucket has its objects',
    step(async () => {
      await send('after');
      await consumed('after', 'before');
      const object = { Bucket: 'kept-objects', Key: 'a/b.txt' };
      const { Body, VersionId } = await s3().send(new GetObjectCommand(object));
      expect(await Body?.transformToString()).toBe('second');
      expect(VersionId).toBeDefined();
    }),
  );

  test(
    'control: what was not kept is not there',
    step(async () => {
      await send('lost');
      await consumed('after', 'before', 'lost');
      await startAgain();
      expect(await stored()).toEqual(['before']);
    }),
  );

  test(
    'is not kept while a stack is being changed, and says which',
    step(async () => {
      const template: Template = {
        Resources: {
          Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
          Wait: {
            Type: 'AWS::CloudFormation::WaitCondition',
            Properties: { Handle: { Ref: 'Handle' }, Timeout: '600', Count: 1 },
          },
        },
      };
      await new CloudFormationClient(client()).send(
        new CreateStackCommand({ StackName: 'never', TemplateBody: JSON.stringify(template) }),
      );
      await expect(emulator.keep(0)).rejects.toThrow(CannotKeep);
      await expect(emulator.keep(0)).rejects.toThrow(/the stack never is still being changed/);
    }),
  );

  test(
    'does not come up on another port than its addresses have',
    step(async () => {
      await emulator.stop();
      const port = portOf(emulator);
      const other = createServer().listen(port, '127.0.0.1');
      await expect(startWith(port)).rejects.toThrow(PortTaken);
      other.close();
    }),
  );

  test(
    'does not come up without what cannot be read of it',
    step(async () => {
      writeFileSync(join(kept(), 'state', 'iam.json'), '{"__ministack');
      await expect(startWith(portOf(emulator))).rejects.toThrow(
        /the kept cloud cannot be restored: .*iam\.json cannot be read/,
      );
    }),
  );
});
