import { createHash, randomBytes } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { AwsClient } from 'aws4fetch';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { environmentNamed } from '../../bin/commands/terminal/environment-named';
import { SUBMISSION_KEY } from '../../lambdas/contact-form/contract';
import { secretKey } from '../../lambdas/contact-form/guard-keys';
import { ContactFunctions } from '../../lib/environment/contact/contact-functions';
import { GuardTable } from '../../lib/environment/contact/guard-table';
import { OwnersPage } from '../../lib/environment/contact/owners-page';
import { SubmissionQueue } from '../../lib/environment/contact/submission-queue';
import { environmentNames } from '../../lib/naming';
import { credentialsOf } from '../../rehearsal/emulator/client-environment';
import { exampleConfig } from '../helpers/example-config';
import { story } from '../helpers/story';
import { expectAllowedAndRecorded } from '../least-privilege/recorded-calls';
import { pageJson } from '../lambdas/submissions/page-world';
import { cdkDeploy } from './support/cdk';
import { send } from './support/http';
import { queuedSubmission, storedSubmission, submissionId } from './support/numbered-submissions';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const step = story();
const config = exampleConfig();
const environment = environmentNamed(config, 'dev');
const names = environmentNames(config.project, environment.name);

const EMAIL = 'owner@example.com';
const PASSWORD = 'Correct-horse-battery-1';
const SIGN_IN_VERIFIER = randomBytes(32).toString('base64url');

beforeAll(async () => {
  const env = { account: DEV, region: REGION };
  await cdkDeploy(emulator(), {
    ...env,
    regions: [REGION],
    fill: (app) => {
      const storage = new Stack(app, 'Storage', { env, stackName: names.stacks.storage });
      const submissions = new TableV2(storage, 'Submissions', {
        partitionKey: { name: SUBMISSION_KEY, type: AttributeType.STRING },
        billing: Billing.onDemand(),
      });
      const contact = new Stack(app, 'Contact', { env, stackName: names.stacks.contact });
      const functions = new ContactFunctions(contact, {
        project: config.project,
        environment,
        forms: config.contact.forms,
        submissions,
        guard: new GuardTable(contact, 'Guard'),
        queues: new SubmissionQueue(contact, 'Submissions', {
          queueName: names.submissionQueue,
          deadLetterQueueName: names.deadLetterQueue,
          consumerTimeout: Duration.seconds(10),
          retentionDays: 14,
        }),
      });
      const page = new OwnersPage(contact, 'OwnersPage', {
        name: names.ownersPage,
        environmentName: environment.name,
        accessLogName: names.ownersPageAccessLog,
        logRetentionDays: environment.logRetentionDays,
        handler: (signIn) => functions.ownersPage(signIn),
      });
      new CfnOutput(contact, 'Url', { value: page.url });
      return '*';
    },
  });
});

const client = () => clientOf(emulator(), { account: DEV });

async function resource(stack: string, type: string): Promise<string[]> {
  const { StackResources = [] } = await new CloudFormationClient(client()).send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  );
  return StackResources.filter((one) => one.ResourceType === type).map(
    ({ PhysicalResourceId = '' }) => PhysicalResourceId,
  );
}

/** A call that an administrator makes with AWS's CLI. */
async function cognito(operation: string, input: object): Promise<unknown> {
  const { accessKeyId, secretAccessKey } = credentialsOf({ account: DEV });
  const aws = new AwsClient({
    accessKeyId,
    secretAccessKey,
    service: 'cognito-idp',
    region: REGION,
  });
  const answer = await aws.fetch(emulator().endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${operation}: ${text}`);
  return JSON.parse(text === '' ? '{}' : text);
}

let url: string;
let clientId: string;
let pool: string;
let tokens: Record<string, string>;

async function ask(path: string, body?: object, token = tokens['access_token']) {
  const { status, text, headers } = await send(new URL(path, url).href, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status, text, json: pageJson(headers['content-type'], text) };
}

const form = (path: string, fields: Record<string, string>) =>
  send(new URL(path, emulator().endpoint).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

const id = submissionId;
const receivedAt = new Date().toISOString();
const values = (n: number) => ({
  name: `Visitor ${n}`,
  email: `visitor-${n}@example.net`,
  message: `Message <b>${n}</b>`,
});
const body = (n: number) => queuedSubmission(n, { receivedAt, values: values(n) });

async function store(n: number, status: string) {
  const [table] = await resource(names.stacks.storage, 'AWS::DynamoDB::GlobalTable');
  await new DynamoDBClient(client()).send(
    new PutItemCommand({
      TableName: table,
      Item: {
        ...storedSubmission(n, status, { receivedAt, values: values(n) }),
        ...(status === 'mailed' && { mailedAt: { S: receivedAt } }),
      },
    }),
  );
}

async function itemOf(n: number) {
  const [TableName] = await resource(names.stacks.storage, 'AWS::DynamoDB::GlobalTable');
  const { Item } = await new DynamoDBClient(client()).send(
    new GetItemCommand({ TableName, Key: { id: { S: id(n) } } }),
  );
  return Item;
}

test(
  'the page is there for everyone, and data for nobody without a token',
  step(async () => {
    const [api = ''] = await resource(names.stacks.contact, 'AWS::ApiGatewayV2::Api');
    const { port } = new URL(emulator().endpoint);
    url = `http://${api}.execute-api.localhost:${port}/`;
    [clientId = ''] = await resource(names.stacks.contact, 'AWS::Cognito::UserPoolClient');
    [pool = ''] = await resource(names.stacks.contact, 'AWS::Cognito::UserPool');
    for (const n of [1, 2, 3]) await store(n, n === 3 ? 'spam' : 'mailed');

    tokens = {};
    const page = await ask('/', undefined);
    expect(page.text).toContain(`data-client="${clientId}"`);
    expect((await ask('/page.js')).status).toBe(200);
    expect((await ask('/page.css')).status).toBe(200);
    for (const path of ['/submissions', `/submissions/${id(1)}`, '/export?format=csv']) {
      expect([path, (await ask(path)).status]).toEqual([path, 401]);
    }
    expect((await ask('/submissions', undefined, 'e30.e30.e30')).status).toBe(401);
  }),
);

// The emulator lets everyone sign up, and asks nobody for a second factor: only the settings can be seen.
test(
  'the user pool is closed, and asks for a second factor',
  step(async () => {
    const described = await cognito('DescribeUserPool', { UserPoolId: pool });
    expect(described).toMatchObject({
      UserPool: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
      },
    });
  }),
);

test(
  'who was invited signs in with a code and its proof',
  step(async () => {
    await cognito('AdminCreateUser', {
      UserPoolId: pool,
      Username: EMAIL,
      // The emulator makes one that its own policy refuses.
      TemporaryPassword: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: EMAIL },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
    await cognito('AdminSetUserPassword', {
      UserPoolId: pool,
      Username: EMAIL,
      Password: PASSWORD,
      Permanent: true,
    });
    const { UserPoolClient } = (await cognito('DescribeUserPoolClient', {
      UserPoolId: pool,
      ClientId: clientId,
    })) as { UserPoolClient: { CallbackURLs: string[] } };
    const [redirect_uri = ''] = UserPoolClient.CallbackURLs;
    const challenge = createHash('sha256').update(SIGN_IN_VERIFIER).digest('base64url');
    /** Each exchange gets a code of its own. */
    const signIn = async (code_verifier: string) => {
      const { headers } = await form('/login', {
        username: EMAIL,
        password: PASSWORD,
        client_id: clientId,
        redirect_uri,
        response_type: 'code',
        scope: 'openid',
        state: 'state',
        code_challenge: challenge,
        code_challenge_method: 'S256',
      });
      return form('/oauth2/token', {
        grant_type: 'authorization_code',
        client_id: clientId,
        code: new URL(String(headers.location)).searchParams.get('code') ?? '',
        redirect_uri,
        code_verifier,
      });
    };
    const wrong = await signIn('wrong');
    expect(wrong.status).toBe(400);
    const right = await signIn(SIGN_IN_VERIFIER);
    tokens = JSON.parse(right.text) as Record<string, string>;
    expect((await ask('/submissions')).json).toMatchObject({ total: 3 });
    // It says who somebody is, and no more.
    expect((await ask('/submissions', undefined, tokens['id_token'])).status).toBe(403);
  }),
);

test(
  'reads, handles, marks as spam and takes back',
  step(async () => {
    const { json } = await ask(`/submissions/${id(1)}`);
    expect(json.submission.values).toEqual(values(1));
    await ask(`/submissions/${id(1)}/handled`, { handled: true, note: 'done' });
    expect(await itemOf(1)).toMatchObject({ note: { S: 'done' }, handledAt: {} });
    await ask(`/submissions/${id(1)}/spam`, { spam: true });
    expect(await itemOf(1)).toMatchObject({ status: { S: 'spam' } });
    await ask(`/submissions/${id(1)}/spam`, { spam: false });
    expect(await itemOf(1)).toMatchObject({ status: { S: 'mailed' } });
    const released = await ask(`/submissions/${id(3)}/spam`, { spam: false });
    expect(released.json).toMatchObject({ released: 'queued' });
    const found = await ask('/submissions?text=VISITOR%202');
    expect(found.json.submissions.map((one: { id: string }) => one.id)).toEqual([id(2)]);
    expect((await ask('/export?format=csv')).text).toContain('Message <b>1</b>');
  }),
);

test(
  'erases a person from table, queue, dead letters and records of receipts',
  step(async () => {
    const sqs = new SQSClient(client());
    for (const QueueName of [names.submissionQueue, names.deadLetterQueue]) {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      for (const n of [1, 2]) {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body(n) }));
      }
    }
    const [TableName] = await resource(names.stacks.contact, 'AWS::DynamoDB::GlobalTable');
    await new DynamoDBClient(client()).send(
      new PutItemCommand({
        TableName,
        Item: { key: { S: secretKey(receivedAt.slice(0, 10)) }, secret: { S: 'secret' } },
      }),
    );
    const { status, json } = await ask('/erasures', { email: values(1).email });
    expect([status, json.report]).toEqual([200, expect.stringContaining('1 submission')]);
    expect(json.report).toContain('1 message in the queue');
    expect(json.report).toContain('1 message in the dead-letter queue');
    expect(await itemOf(1)).toBeUndefined();
    expect(await itemOf(2)).toBeDefined();
  }),
);

test(
  'its role may do what it does, and each call is recorded',
  step(async () => {
    const { endpoint, decisionsFile } = emulator();
    await expectAllowedAndRecorded({
      by: 'owners-page',
      endpoint,
      decisionsFile,
      placeOf: () => ({
        prefix: `${config.project}-${environment.name}`,
        account: DEV,
        region: REGION,
        toolsAccount: TOOLS,
        senders: [],
      }),
    });
  }),
);
