import { PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { rehearsedWaypost } from '../../bin/commands/rehearse/waypost/rehearsed-waypost';
import { parseConfig } from '../../lib/config/parse-config';
import { accountCredentials, Cloud } from '../../rehearsal/emulator/cloud';
import { cloudSources } from '../../rehearsal/console/cloud/sources';
import { ConsoleState } from '../../rehearsal/console/events/state';
import { renderHtml } from '../../release/review/page/html';
import { pageOf } from '../../release/review/page/page';
import type { Template as Compared } from '../../release/review/template/template';
import { sample } from '../helpers/sample';
import { compare, CONTACT } from '../release/review/diff/samples';
import { outputsOf, type Template } from './support/deploy';
import { clientAs, policy, rolesOf } from './support/roles';
import { DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const BUCKET = 'waypost-reviews';
const CODEBUILD = 'codebuild.amazonaws.com';
const emulator = runningEmulator();

/** Queues and a table with names that CloudFormation makes up, and a role that may use them. */
function template(environment: string): Template {
  const allow = (Action: string | string[], id: string) => ({
    Effect: 'Allow',
    Action,
    Resource: { 'Fn::GetAtt': [id, 'Arn'] },
  });
  return {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Spare: { Type: 'AWS::SQS::Queue' },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
      Role: rolesOf(CODEBUILD)(`waypost-${environment}-worker`),
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'work',
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: policy(
            allow('sqs:SendMessage', 'Queue'),
            allow('sqs:SendMessage', 'Spare'),
            allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], 'Table'),
          ),
        },
      },
    },
    Outputs: { Queue: { Value: { Ref: 'Queue' } }, Table: { Value: { Ref: 'Table' } } },
  };
}

const diff = compare({ [CONTACT]: [{}, template('prod') as unknown as Compared] });
const key = (file: string) => `releases/prod/one/${file}`;
const page = { bucket: BUCKET, key: key('diff.html'), region: REGION };

let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  outputs = await outputsOf(emulator(), {
    stack: 'waypost-dev-contact',
    account: DEV,
    template: template('dev'),
  });
  const s3 = new Cloud(emulator()).s3(accountCredentials(TOOLS), REGION);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ContentType: 'text/html' }));
  await put(page.key, renderHtml(pageOf(diff)));
  await put(key('grants.json'), JSON.stringify(diff.grants));
});

const sources = () => cloudSources(new Cloud(emulator()), rehearsedWaypost(parseConfig(sample)));

/** A rehearsal that has asked for approval of the release. */
function asked(): ConsoleState {
  const state = new ConsoleState();
  const ref = { executionId: 'one', stage: 'prod', action: 'Approve' };
  state.add({
    type: 'approval-asked',
    at: '2026-11-23T12:00:00.000Z',
    ...ref,
    request: { ...ref, commit: 'c0ffee', page },
  });
  return state;
}

/** What is said of each grant of the role that is not its trust. */
async function uses(): Promise<Record<string, string>> {
  const { releases } = await sources().permissions(asked());
  const grants = releases[0]?.grants.filter(({ saidBy }) => saidBy.includes('Policy')) ?? [];
  return Object.fromEntries(grants.map((one) => [`${one.what} on ${one.resource}`, one.use.words]));
}

test('a grant of prod that waits for approval is counted by what its twin in dev has called, on the approver’s page too', async () => {
  expect(Object.values(await uses())).toEqual(['never exercised in dev', 'never exercised in dev']);
  const config = await clientAs(emulator(), CODEBUILD, 'waypost-dev-worker');
  const send = { QueueUrl: outputs['Queue'], MessageBody: 'hello' };
  await new SQSClient(config).send(new SendMessageCommand(send));
  await new SQSClient(config).send(new SendMessageCommand(send));
  const put = { TableName: outputs['Table'], Item: { id: { S: 'one' } } };
  await new DynamoDBClient(config).send(new PutItemCommand(put));

  const used = {
    'Allow sqs:SendMessage on ${Queue.Arn}, ${Spare.Arn}':
      'used 2 times in dev; never exercised: on ${Spare.Arn}',
    'Allow dynamodb:PutItem, dynamodb:DeleteItem on ${Table.Arn}':
      'used once in dev; never exercised: dynamodb:DeleteItem',
  };
  expect(await uses()).toEqual(used);

  const found = await sources().object(page, asked());
  const rows = (found?.body.toString('utf8') ?? '').split('<tr>');
  for (const [grant, words] of Object.entries(used)) {
    const [what = ''] = grant.split(' on ');
    expect(rows.find((row) => row.includes(`<code>${what}</code>`))).toContain(words);
  }
});

test('a denial says which role lacks what, and which statement came closest', async () => {
  const config = await clientAs(emulator(), CODEBUILD, 'waypost-dev-worker');
  const elsewhere = { TableName: 'elsewhere', Item: { id: { S: 'one' } } };
  await expect(new DynamoDBClient(config).send(new PutItemCommand(elsewhere))).rejects.toThrow();

  const { callers } = await sources().permissions(asked());
  const denied = callers[0]?.calls[0];
  expect(denied).toMatchObject({ allowed: false, action: 'dynamodb:PutItem', count: 1 });
  expect(denied?.advice).toMatch(
    /^No policy of role\/waypost-dev-worker allows dynamodb:PutItem there\..*Closest: policy “work” of role\/waypost-dev-worker, statement 3 allows it on arn:aws:dynamodb/,
  );
});

test('control: another object of the bucket is shown as it is', async () => {
  const found = await sources().object({ ...page, key: key('grants.json') }, asked());
  expect(found?.body.toString('utf8')).toBe(JSON.stringify(diff.grants));
});
