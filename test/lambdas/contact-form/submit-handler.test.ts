import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import { BODY_MAX } from '../../../lambdas/contact-form/http/parse-request';
import { submitHandler } from '../../../lambdas/contact-form/http/submit-handler';
import {
  fakeLog,
  fakeQueue,
  FORM,
  httpEvent,
  ID,
  Outage,
  RECEIVED_AT,
  type RequestOptions,
} from './fakes';

const THANK_YOU_URL = 'https://example.com/thank-you.html';

async function post(options: RequestOptions, queue = fakeQueue()) {
  const { log, entries } = fakeLog();
  const handler = submitHandler({
    queue,
    thankYouUrl: THANK_YOU_URL,
    newId: () => ID,
    now: () => new Date(RECEIVED_AT),
    log,
  });
  const response = await handler(httpEvent(options), { awsRequestId: 'request-1' });
  return { response, sent: queue.sent, log: entries() };
}

function postJson(form: unknown, options: RequestOptions = {}, queue = fakeQueue()) {
  const body = typeof form === 'string' ? form : JSON.stringify(form);
  return post({ contentType: 'application/json', body, ...options }, queue);
}

function postForm(form: Record<string, string>, options: RequestOptions = {}, queue = fakeQueue()) {
  const body = new URLSearchParams(form).toString();
  const contentType = 'application/x-www-form-urlencoded';
  return post({ contentType, body, base64: true, ...options }, queue);
}

function bodyOf({ body }: APIGatewayProxyStructuredResultV2): unknown {
  return JSON.parse(body ?? '');
}

describe('a message to the owner', () => {
  test('is queued and answered with 202 and its id when it comes as JSON', async () => {
    const { response, sent } = await postJson(FORM);
    expect(response.statusCode).toBe(202);
    expect(response.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(bodyOf(response)).toEqual({ id: ID });
    expect(sent).toEqual([{ id: ID, receivedAt: RECEIVED_AT, form: FORM, destination: 'owner' }]);
  });

  test('is queued and answered with 303 to the thank-you page when a form posts it', async () => {
    const { response, sent } = await postForm(FORM);
    expect(response).toMatchObject({ statusCode: 303, headers: { location: THANK_YOU_URL } });
    expect(response.body).toBeUndefined();
    expect(sent).toMatchObject([{ form: FORM, destination: 'owner' }]);
  });

  test('is logged by its ids', async () => {
    const { log } = await postJson(FORM);
    expect(log).toEqual([
      {
        level: 'info',
        event: 'submission.accepted',
        requestId: 'request-1',
        submissionId: ID,
        destination: 'owner',
      },
    ]);
  });

  test('is never called received unless the queue took it', async () => {
    for (const send of [postJson, postForm]) {
      const { response, log } = await send(FORM, {}, fakeQueue(new Outage('sqs')));
      expect(response.statusCode).toBe(503);
      expect(response.headers).toMatchObject({ 'retry-after': '30' });
      expect(response.body).toContain('Nothing was sent');
      expect(log).toMatchObject([
        { level: 'error', error: { name: 'Unavailable', cause: { name: 'Error' } } },
      ]);
    }
  });

  test('is answered with 500 without details when our own code fails', async () => {
    const queue = { ...fakeQueue(), send: () => Promise.reject(new RangeError('ada@example.org')) };
    const { response, log } = await postJson(FORM, {}, queue);
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('ada@example.org');
    expect(log).toMatchObject([{ level: 'error', error: { name: 'RangeError' } }]);
  });
});

describe('a refused message', () => {
  const wrong = { name: '<script>alert(1)</script>\nBcc: x', email: 'nobody', message: '' };

  test('is answered with 400 naming each field once, and not queued', async () => {
    const { response, sent } = await postJson(wrong);
    expect(response.statusCode).toBe(400);
    expect(bodyOf(response)).toEqual({
      errors: [
        { field: 'name', reason: 'must be a single line without control characters' },
        { field: 'email', reason: 'must be a plain address such as name@example.com' },
        { field: 'message', reason: 'must be filled in' },
      ],
    });
    expect(sent).toEqual([]);
  });

  test('is answered with a page naming each field once when a form posts it', async () => {
    const { response, sent } = await postForm(wrong);
    expect(response.statusCode).toBe(400);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(response.body?.match(/<li>.*?<\/li>/g)).toEqual([
      '<li>Name must be a single line without control characters.</li>',
      '<li>Email must be a plain address such as name@example.com.</li>',
      '<li>Message must be filled in.</li>',
    ]);
    expect(sent).toEqual([]);
  });

  test('is never quoted in the answer', async () => {
    for (const send of [postJson, postForm]) {
      const { response } = await send(wrong);
      expect(response.body).not.toContain('alert(1)');
      expect(response.body).not.toContain('nobody');
    }
  });

  test('names the body when it cannot be read', async () => {
    const { response } = await postJson('{');
    expect(response.statusCode).toBe(400);
    expect(bodyOf(response)).toEqual({ errors: [{ field: 'body', reason: 'must be JSON' }] });
  });

  test('is answered with 413 when it is too large', async () => {
    const { response } = await postJson(' '.repeat(BODY_MAX + 1));
    expect(response.statusCode).toBe(413);
    expect(bodyOf(response)).toEqual({
      message: `The request is too large: send at most ${BODY_MAX} bytes.`,
    });
  });

  test('is answered with 415 naming the types that are read', async () => {
    const { response } = await postJson(FORM, { contentType: 'text/plain' });
    expect(response.statusCode).toBe(415);
    expect(response.body).toMatch(/application\/json .*application\/x-www-form-urlencoded/);
  });
});

describe('the trap', () => {
  test('answers a program exactly like a success and queues nothing', async () => {
    for (const send of [postJson, postForm]) {
      const success = await send(FORM);
      const trapped = await send({ ...FORM, website: 'https://spam.example' });
      expect(trapped.response).toEqual(success.response);
      expect(trapped.sent).toEqual([]);
    }
  });

  test('lets a person through, whose browser sends it empty', async () => {
    expect((await postForm({ ...FORM, website: '' })).sent).toHaveLength(1);
    expect((await postJson({ ...FORM, website: null })).sent).toHaveLength(1);
  });
});

describe('a smoke test', () => {
  const smoke = { routeKey: ROUTES.smokeTest, signed: true };

  test('is queued for the mailbox simulator and always answered in JSON', async () => {
    for (const send of [postJson, postForm]) {
      const { response, sent } = await send(FORM, smoke);
      expect(response.statusCode).toBe(202);
      expect(bodyOf(response)).toEqual({ id: ID });
      expect(sent).toMatchObject([{ destination: 'simulator' }]);
    }
  });

  test('is refused without IAM authorisation, even if the gateway lets it through', async () => {
    const { response, sent } = await postJson(FORM, { ...smoke, signed: false });
    expect(response.statusCode).toBe(403);
    expect(sent).toEqual([]);
  });

  test('cannot be asked for by a signature on the public route', async () => {
    const { sent } = await postJson({ ...FORM, destination: 'simulator' }, { signed: true });
    expect(sent).toMatchObject([{ destination: 'owner' }]);
  });
});

test('an unknown route is not found', async () => {
  expect((await postJson(FORM, { routeKey: '$default' })).response.statusCode).toBe(404);
});

test('no answer may be stored by a cache', async () => {
  const answers = await Promise.all([
    postJson(FORM),
    postForm(FORM),
    postJson({}),
    postForm({}),
    postJson(FORM, { contentType: 'text/plain' }),
    postJson(FORM, {}, fakeQueue(new Outage('sqs'))),
    postForm(FORM, {}, fakeQueue(new Outage('sqs'))),
    postJson(FORM, { routeKey: ROUTES.smokeTest }),
  ]);
  for (const { response } of answers) {
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  }
});
