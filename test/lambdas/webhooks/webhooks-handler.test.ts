import type { SQSEvent } from 'aws-lambda';
import { MAX_RECEIVES } from '../../../lambdas/contact-form/contract';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import { jsonLogger } from '../../../lambdas/shared/logger';
import type { Webhook } from '../../../lambdas/webhooks/contract';
import type { WebhookMessage } from '../../../lambdas/webhooks/message';
import type { ReceiverAnswer, WebhookPorts } from '../../../lambdas/webhooks/ports';
import { webhooksHandler } from '../../../lambdas/webhooks/webhooks-handler';
import { SUBMISSION_MAILED } from '../../helpers/submission-mailed';

const CRM: Webhook = { name: 'crm', form: 'contact', format: 'standard', content: true };
const TEAM: Webhook = { name: 'team', form: 'contact', format: 'slack', content: false };
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const MESSAGE: WebhookMessage = SUBMISSION_MAILED;
const VALUES = { name: 'Zainab', email: 'zainab@visitor.test', message: 'A secret' };
const ANSWERED = (status: number): ReceiverAnswer => ({ kind: 'answered', status });

function world(given: Partial<WebhookPorts> & { readonly answer?: ReceiverAnswer } = {}) {
  const sent: { readonly url: string; readonly body: string }[] = [];
  const queued: WebhookMessage[] = [];
  const hidden: number[] = [];
  const dead: { readonly body: string; readonly reason: string }[] = [];
  const lines: string[] = [];
  const handler = webhooksHandler({
    webhooks: [CRM],
    submissions: { valuesOf: () => Promise.resolve(VALUES) },
    targets: {
      targetOf: (name) =>
        Promise.resolve({ url: new URL(`https://hooks.test/${name}`), signingSecrets: [SECRET] }),
    },
    receiver: {
      post: (url, _headers, body) => {
        sent.push({ url: url.href, body });
        return Promise.resolve(given.answer ?? ANSWERED(204));
      },
    },
    queue: {
      put: (message) => Promise.resolve(void queued.push(message)),
      hide: (_handle, seconds) => Promise.resolve(void hidden.push(seconds)),
    },
    deadLetters: {
      put: (body, reason) => Promise.resolve(void dead.push({ body, reason })),
    },
    now: () => new Date('2026-11-24T09:15:03.000Z'),
    log: jsonLogger((line) => lines.push(line)),
    ...given,
  });
  const take = async (body: unknown, tries = 1) => {
    const record = {
      messageId: 'm-1',
      receiptHandle: 'handle',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: { ApproximateReceiveCount: String(tries) },
    };
    const event = { Records: [record] } as unknown as SQSEvent;
    return (await handler(event, { awsRequestId: 'r-1' })) as unknown;
  };
  return { take, sent, queued, hidden, dead, lines };
}

const DONE = { batchItemFailures: [] };
const BACK = { batchItemFailures: [{ itemIdentifier: 'm-1' }] };

test('a message of a form with one webhook is sent at once', async () => {
  const { take, sent, queued } = world();
  expect(await take(MESSAGE)).toEqual(DONE);
  expect(sent).toHaveLength(1);
  expect(queued).toEqual([]);
});

test('of a form with two, each becomes a message of its own: no failure repeats another one', async () => {
  const { take, sent, queued } = world({ webhooks: [CRM, TEAM] });
  expect(await take(MESSAGE)).toEqual(DONE);
  expect(sent).toEqual([]);
  expect(queued.map(({ webhook }) => webhook)).toEqual(['crm', 'team']);
  expect(await take(queued[1])).toEqual(DONE);
  expect(sent.map(({ url }) => url)).toEqual(['https://hooks.test/team']);
});

test.each([
  ['of another form', { ...MESSAGE, form: 'quote' }],
  ['of a smoke test', { ...MESSAGE, destination: 'simulator' }],
  ['for a webhook that was removed', { ...MESSAGE, webhook: 'gone' }],
])('a message %s is dropped', async (_what, message) => {
  const { take, sent, dead } = world();
  expect(await take(message)).toEqual(DONE);
  expect([...sent, ...dead]).toEqual([]);
});

test.each([
  'no JSON',
  '{}',
  '[]',
  '{"type":"submission.mailed"}',
  JSON.stringify({ ...MESSAGE, id: '1' }),
])('what is no message (%s) goes to the dead letters as it is', async (body) => {
  const { take, dead } = world();
  expect(await take(body)).toEqual(DONE);
  expect(dead).toEqual([{ body, reason: 'malformed' }]);
});

test('what was erased or has expired is not sent; without content, it is', async () => {
  const submissions = { valuesOf: () => Promise.resolve(undefined) };
  const erased = world({ submissions });
  expect(await erased.take(MESSAGE)).toEqual(DONE);
  expect([...erased.sent, ...erased.dead]).toEqual([]);
  const without = world({ submissions, webhooks: [TEAM] });
  await without.take(MESSAGE);
  expect(without.sent).toHaveLength(1);
});

test.each([500, 502, 503, 408, 425, 429])('the status %d is tried again', async (status) => {
  const { take, hidden, dead } = world({ answer: ANSWERED(status) });
  expect(await take(MESSAGE, 2)).toEqual(BACK);
  expect(hidden).toEqual([60]);
  expect(dead).toEqual([]);
});

test('the pause that a receiver asks for is kept', async () => {
  const { take, hidden } = world({
    answer: { kind: 'answered', status: 429, retryAfterSeconds: 120 },
  });
  await take(MESSAGE);
  expect(hidden).toEqual([120]);
});

test.each([
  [ANSWERED(301), 'redirect'],
  [ANSWERED(400), 'http-400'],
  [ANSWERED(410), 'http-410'],
  [{ kind: 'unanswered', reason: 'not-public' } as const, 'not-public'],
])('%j is given up at once', async (answer, reason) => {
  const { take, dead } = world({ answer });
  expect(await take(MESSAGE)).toEqual(DONE);
  expect(dead).toEqual([{ body: JSON.stringify({ ...MESSAGE, webhook: 'crm' }), reason }]);
});

test('the last try ends in the dead letters, with what it failed at', async () => {
  const { take, dead } = world({ answer: { kind: 'unanswered', reason: 'timeout' } });
  expect(await take(MESSAGE, MAX_RECEIVES - 1)).toEqual(BACK);
  expect(dead).toEqual([]);
  expect(await take(MESSAGE, MAX_RECEIVES)).toEqual(DONE);
  expect(dead).toMatchObject([{ reason: 'timeout' }]);
});

test('a signed webhook without a secret is never sent unsigned', async () => {
  const { take, sent, dead } = world({
    targets: {
      targetOf: () => Promise.resolve({ url: new URL('https://hooks.test/'), signingSecrets: [] }),
    },
  });
  await take(MESSAGE);
  expect(sent).toEqual([]);
  expect(dead).toMatchObject([{ reason: 'no-signing-secret' }]);
});

const unavailable = () => Promise.reject(new Unavailable('sqs', new Error('down')));
test.each<[string, Partial<WebhookPorts>]>([
  ['the table', { submissions: { valuesOf: unavailable } }],
  ['the parameters', { targets: { targetOf: unavailable } }],
  ['the dead letters', { webhooks: [TEAM], deadLetters: { put: unavailable } }],
  ['the queue', { webhooks: [CRM, TEAM], queue: { put: unavailable, hide: unavailable } }],
])('without %s, the message comes back', async (_what, ports) => {
  const { take } = world({ answer: ANSWERED(410), ...ports });
  expect(await take(MESSAGE)).toEqual(BACK);
});

test('no log line has an address, a secret or what the visitor wrote', async () => {
  for (const answer of [ANSWERED(204), ANSWERED(500), ANSWERED(410)]) {
    const { take, lines } = world({ answer });
    await take(MESSAGE);
    expect(lines).not.toEqual([]);
    const log = lines.join('');
    for (const word of ['hooks.test', SECRET, ...Object.values(VALUES)]) {
      expect(log).not.toContain(word);
    }
  }
});
