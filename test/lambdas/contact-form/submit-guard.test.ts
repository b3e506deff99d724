import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { ROUTES } from '../../../lambdas/contact-form/contract';
import { PLAIN_LIMIT, PROVEN_LIMIT } from '../../../lambdas/contact-form/core/rate-limit';
import { eventV2, FORM_TYPE, JSON_TYPE } from './http-events';
import {
  DOWN,
  encoded,
  type Faults,
  fakeSubmit,
  NOW,
  proof,
  RANDOM_ID,
  VALUES,
} from './submit-fakes';

const CONTEXT = { awsRequestId: 'request-1' };

/** Posts JSON to the form that asks for proof of work. */
async function send(flow: ReturnType<typeof fakeSubmit>, fields: object, form = 'contact') {
  const response = await flow.handler(
    eventV2({
      pathParameters: { form },
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify(fields),
    }),
    CONTEXT,
  );
  return { response, body: JSON.parse(response.body ?? '') as Record<string, unknown> };
}

async function sendOnce(fields: object, faults?: Faults) {
  const flow = fakeSubmit(faults);
  return { ...flow, ...(await send(flow, fields)) };
}

function challenge(form: string, faults?: Faults) {
  const event = eventV2({ routeKey: ROUTES.challenge, pathParameters: { form } });
  return fakeSubmit(faults).handler(event, CONTEXT);
}

describe('a challenge', () => {
  test('can be solved and sent with a message', async () => {
    const response = await challenge('contact');
    expect(response.statusCode).toBe(200);
    const issued = JSON.parse(response.body ?? '') as Challenge;
    const solution = await solveChallenge({ challenge: issued, deriveKey });
    const altcha = encoded({ challenge: issued, solution });
    const { response: answer, sent } = await sendOnce({ ...VALUES, altcha });
    expect(answer.statusCode).toBe(202);
    expect(sent).toMatchObject([{ values: VALUES, spam: ['too-fast'] }]);
  });

  test('is given by forms that ask for work only', async () => {
    const { statusCode, body } = await challenge('plain');
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: undefined });
    expect((await challenge('nowhere')).statusCode).toBe(404);
  });

  test('is not given without a secret', async () => {
    expect(await challenge('contact', { secrets: DOWN })).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '30' },
    });
  });
});

describe('a message with a proof of work', () => {
  test('is accepted, and limited as one that was worked for', async () => {
    const { response, sent, admitted } = await sendOnce({ ...VALUES, altcha: await proof() });
    expect(response.statusCode).toBe(202);
    expect(sent).toMatchObject([{ values: VALUES, spam: [] }]);
    expect(admitted).toMatchObject([{ limit: PROVEN_LIMIT }]);
  });

  test('is the same submission when it is sent again', async () => {
    const flow = fakeSubmit();
    const altcha = await proof();
    const first = await send(flow, { ...VALUES, altcha });
    const second = await send(flow, { ...VALUES, altcha });
    expect(second).toEqual(first);
    expect(flow.sent[1]).toEqual(flow.sent[0]);
    expect(flow.sent[0]?.id).not.toBe(RANDOM_ID);
  });

  test('is refused when the proof was used for another text', async () => {
    const flow = fakeSubmit();
    const altcha = await proof();
    await send(flow, { ...VALUES, altcha });
    const { response, body } = await send(flow, { ...VALUES, message: 'More', altcha });
    expect(response.statusCode).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          field: 'altcha',
          reason: expect.stringMatching(/already used.*send your message again/) as string,
        },
      ],
    });
    expect(flow.sent).toHaveLength(1);
  });

  test.each<[string, () => Promise<string | undefined>, RegExp]>([
    ['missing', () => Promise.resolve(undefined), /is missing\. Please send/],
    ['for another form', () => proof({ form: 'plain' }), /did not succeed\. Please send/],
    ['expired', () => proof({ issuedAt: NOW - 3_600_000 }), /has expired\. Please send/],
    ['of no secret of ours', () => proof({ secret: 'x' }), /did not succeed\. Please send/],
  ])('is refused when the proof is %s', async (_, made, reason) => {
    const { response, body, sent, claims, counted } = await sendOnce({
      ...VALUES,
      altcha: await made(),
    });
    expect(response.statusCode).toBe(400);
    const refusal = { field: 'altcha', reason: expect.stringMatching(reason) as string };
    expect(body).toEqual({ errors: [refusal] });
    expect(sent).toEqual([]);
    expect(claims.size).toBe(0);
    expect(counted).toEqual([{ name: 'Refused', reason: 'proof' }]);
  });

  test('does not use its proof up when a field is wrong', async () => {
    const flow = fakeSubmit();
    const altcha = await proof();
    expect((await send(flow, { ...VALUES, name: '', altcha })).response.statusCode).toBe(400);
    expect((await send(flow, { ...VALUES, altcha })).response.statusCode).toBe(202);
  });

  test('is spam when it comes within three seconds, and answered like any other', async () => {
    const fast = await sendOnce({ ...VALUES, altcha: await proof({ issuedAt: NOW - 2_900 }) });
    expect(fast.response.statusCode).toBe(202);
    expect(Object.keys(fast.body)).toEqual(['id']);
    expect(fast.sent).toMatchObject([{ spam: ['too-fast'] }]);
  });
});

describe('the rate limit', () => {
  test('is the stricter one for plain forms and forms without proof', async () => {
    const flow = fakeSubmit();
    await send(flow, VALUES, 'plain');
    await flow.handler(
      eventV2({
        headers: { 'content-type': FORM_TYPE },
        body: new URLSearchParams(VALUES).toString(),
      }),
      CONTEXT,
    );
    expect(flow.admitted).toMatchObject([{ limit: PLAIN_LIMIT }, { limit: PLAIN_LIMIT }]);
    expect(flow.sent).toHaveLength(2);
  });

  test('names a source by day, kind and hash, never by address', async () => {
    const { admitted } = await sendOnce({ ...VALUES, altcha: await proof() });
    const day = new Date(NOW).toISOString().slice(0, 10);
    expect(admitted[0]?.source).toMatch(new RegExp(`^${day}#proven#[\\w-]{43}$`));
  });

  test('counts plain messages apart, so that they use up nothing of the proven', async () => {
    const flow = fakeSubmit();
    await send(flow, VALUES, 'plain');
    await send(flow, { ...VALUES, altcha: await proof() });
    const kinds = flow.admitted.map(({ source }) => source.split('#')[1]);
    expect(kinds).toEqual(['plain', 'proven']);
  });

  test('answers 429 and when to come back, in seconds and in words', async () => {
    const faults = { waitMs: 90_001 };
    const { response, body, sent, counted } = await sendOnce(
      { ...VALUES, altcha: await proof() },
      faults,
    );
    expect(response).toMatchObject({ statusCode: 429, headers: { 'retry-after': '91' } });
    expect(body['message']).toContain('in 2 minutes');
    expect(sent).toEqual([]);
    expect(counted).toEqual([{ name: 'Refused', reason: 'limit' }]);
  });
});

describe('a message passes, counted and logged, while', () => {
  const unavailable = { level: 'warn', event: 'guard.unavailable' };

  test('the rate limit cannot be asked', async () => {
    const { response, entries, counted } = await sendOnce(
      { ...VALUES, altcha: await proof() },
      { limiter: DOWN },
    );
    expect(response.statusCode).toBe(202);
    expect(entries()).toMatchObject([unavailable, { event: 'submission.accepted' }]);
    expect(counted).toEqual([{ name: 'GuardUnavailable' }, { name: 'Received' }]);
  });

  test('the use of a proof cannot be recorded', async () => {
    const { response, counted } = await sendOnce(
      { ...VALUES, altcha: await proof() },
      { proofs: DOWN },
    );
    expect(response.statusCode).toBe(202);
    expect(counted).toEqual([{ name: 'GuardUnavailable' }, { name: 'Received' }]);
  });

  test('no secret can be read, even without a proof that nobody could get', async () => {
    for (const altcha of [await proof(), await proof({ secret: 'x' }), undefined]) {
      const { response, sent, admitted } = await sendOnce({ ...VALUES, altcha }, { secrets: DOWN });
      expect(response.statusCode).toBe(202);
      expect(sent).toMatchObject([{ spam: [] }]);
      expect(admitted).toEqual([]);
    }
  });

  test('its source is not told', async () => {
    const flow = fakeSubmit();
    const event = eventV2({
      pathParameters: { form: 'plain' },
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify(VALUES),
    });
    await flow.handler({ ...event, requestContext: {} }, CONTEXT);
    expect(flow.sent).toHaveLength(1);
    expect(flow.admitted).toEqual([]);
  });

  test('control: not while our own code fails', async () => {
    const { response } = await sendOnce(
      { ...VALUES, altcha: await proof() },
      { limiter: new RangeError('bug') },
    );
    expect(response.statusCode).toBe(500);
  });
});
