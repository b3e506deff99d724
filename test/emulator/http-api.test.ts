import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from '../helpers/eventually';
import { contactApi, queueConsumer } from './support/contact-api';
import { output, outputsOf } from './support/deploy';
import { send, sendSigned, type Answer } from './support/http';
import { clientOf, DEV, REGION, runningEmulator, TOOLS } from './support/running-emulator';

const emulator = runningEmulator();
const ORIGIN = 'https://example.com';
process.env['SECRET_OF_THE_USER'] = 'set before the emulator starts';

let url: string;
let roles: { mayInvoke: string; mayNot: string };
beforeAll(async () => {
  const outputs = await outputsOf(emulator(), { stack: 'contact', template: contactApi(ORIGIN) });
  url = output(outputs, 'Url');
  roles = { mayInvoke: output(outputs, 'MayInvoke'), mayNot: output(outputs, 'MayNot') };
});

const body = (answer: Answer) => JSON.parse(answer.text) as Record<string, unknown>;
const sessionOf = (roleArn: string) =>
  emulator().assumeServiceRole({
    roleArn,
    service: 'codebuild.amazonaws.com',
    sessionName: 'test',
    region: REGION,
  });

test('the endpoint of an API names a host that this machine serves', () => {
  expect(url).toMatch(
    new RegExp(
      `^http://[a-f0-9]{8}\\.execute-api\\.localhost:${new URL(emulator().endpoint).port}$`,
    ),
  );
});

test('a public route answers unsigned calls, whatever account the API is in', async () => {
  const answer = await send(`${url}/contact`, { method: 'POST', headers: { origin: ORIGIN } });
  expect(answer.status).toBe(200);
  expect(body(answer)).toMatchObject({ routeKey: 'POST /contact', origin: ORIGIN });
  expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
});

test('a function sees the address that a request came from', async () => {
  const sourceIp = async (from: string) =>
    body(await send(`${url}/contact`, { method: 'POST', from }))['sourceIp'];
  expect(await sourceIp('127.0.0.1')).toBe('127.0.0.1');
  expect(await sourceIp('127.1.2.3')).toBe('127.1.2.3');
});

test('a function runs on Node 24, in an environment without the user’s own variables', async () => {
  const { environment, node } = body(await send(`${url}/contact`, { method: 'POST' }));
  expect(node).toMatch(/^v24\./);
  expect(environment).toHaveProperty('AWS_ENDPOINT_URL', emulator().endpoint);
  expect(environment).not.toHaveProperty('SECRET_OF_THE_USER');
});

test('the preflight of an allowed origin is answered from the stack’s CORS settings', async () => {
  const preflight = (origin: string) =>
    send(`${url}/contact`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const allowed = await preflight(ORIGIN);
  expect(allowed.status).toBe(204);
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '300',
  });
  const other = await preflight('https://evil.example');
  expect(other.headers['access-control-allow-origin']).toBeUndefined();
});

describe('a route with AWS_IAM', () => {
  const call = { method: 'POST', body: '{}' };

  test('refuses an unsigned call', async () => {
    expect((await send(`${url}/smoke-test`, call)).status).toBe(403);
  });

  test('answers a role that may invoke it, and tells the function who called', async () => {
    const session = await sessionOf(roles.mayInvoke);
    const answer = await sendSigned(`${url}/smoke-test`, 'execute-api', session, call);
    expect(answer.status).toBe(200);
    expect(body(answer)['caller']).toContain(`arn:aws:sts::${DEV}:assumed-role/`);
  });

  test('refuses a role of its account that may not', async () => {
    const session = await sessionOf(roles.mayNot);
    const answer = await sendSigned(`${url}/smoke-test`, 'execute-api', session, call);
    expect(answer.status).toBe(403);
  });

  test('refuses another account, even its root', async () => {
    const root = { account: TOOLS };
    const answer = await sendSigned(`${url}/smoke-test`, 'execute-api', root, call);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('refuses a wrong signature', async () => {
    const session = { ...(await sessionOf(roles.mayInvoke)), secretAccessKey: 'wrong' };
    const answer = await sendSigned(`${url}/smoke-test`, 'execute-api', session, call);
    expect(answer.status).toBe(403);
  });
});

test('a queue’s consumer retries and buries only the message that it reports as failed', async () => {
  const outputs = await outputsOf(emulator(), { stack: 'queue', template: queueConsumer });
  const sqs = new SQSClient(clientOf(emulator(), { account: DEV }));
  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: output(outputs, 'Queue'),
      Entries: [
        { Id: '1', MessageBody: 'good' },
        { Id: '2', MessageBody: 'bad' },
      ],
    }),
  );
  const QueueUrl = output(outputs, 'DeadLetters');
  const buried = await eventually(async () => {
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 });
    return (await sqs.send(receive)).Messages;
  });
  expect(buried.map(({ Body }) => Body)).toEqual(['bad']);
  const dynamodb = new DynamoDBClient(clientOf(emulator(), { account: DEV }));
  const { Items } = await dynamodb.send(new ScanCommand({ TableName: output(outputs, 'Table') }));
  expect(Items).toEqual([{ id: { S: 'good' } }]);
});
