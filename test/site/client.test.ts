import { verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { ROUTES } from '../../lambdas/contact-form/contract';
import { LEAST_FILL_MS } from '../../lambdas/contact-form/core/proof-of-work';
import { openClient, SECRET } from './client';

const MESSAGE = {
  api: 'https://api.example',
  form: 'contact',
  values: { name: 'Jane', email: 'jane@example.com', message: 'Hello' },
};
const CHANGED = { ...MESSAGE, values: { ...MESSAGE.values, message: 'Hello again' } };
const SENT = { status: 202, body: { id: 'an id' } };
const refusal = (field: string) => ({
  status: 400,
  body: { errors: [{ field, reason: 'is not right' }] },
});
const NO_ANSWER = new TypeError('Failed to fetch');

test('a message is posted as JSON with a solved challenge, which the API’s library verifies', async () => {
  const { sendContact, requests } = openClient([SENT]);
  expect(await sendContact(MESSAGE)).toEqual({ status: 'sent', id: 'an id' });
  const route = (key: string) =>
    key.replace('{form}', MESSAGE.form).replace(' ', ` ${MESSAGE.api}`);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    route(ROUTES.challenge),
    route(ROUTES.submit),
  ]);
  const { altcha = '', ...values } = requests[1]?.body ?? {};
  expect(values).toEqual(MESSAGE.values);
  const payload = JSON.parse(atob(altcha)) as Pick<
    Parameters<typeof verifySolution>[0],
    'challenge' | 'solution'
  >;
  const { verified } = await verifySolution({
    ...payload,
    deriveKey,
    hmacSignatureSecret: SECRET,
  });
  expect(verified).toBe(true);
});

test.each([
  ['while the API cannot make challenges', 503],
  ['where the form asks for none', 204],
])('a message is posted without a proof %s', async (_, challengeStatus) => {
  const { sendContact, posts } = openClient([SENT], challengeStatus);
  expect(await sendContact(MESSAGE)).toEqual({ status: 'sent', id: 'an id' });
  expect(posts().map(({ body }) => body)).toEqual([MESSAGE.values]);
});

test('a message that was posted without a proof asks for a challenge when it is sent again', async () => {
  const { sendContact, requests } = openClient([NO_ANSWER, SENT], 503);
  await sendContact(MESSAGE);
  expect(await sendContact(MESSAGE)).toEqual({ status: 'sent', id: 'an id' });
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
});

test('nothing is posted so soon after its challenge that it would pass for spam', async () => {
  const { sendContact, requests } = openClient([refusal('altcha'), SENT]);
  await sendContact(MESSAGE);
  const [first = 0, post = 0, second = 0, again = 0] = requests.map(({ at }) => at);
  expect(post - first).toBeGreaterThan(LEAST_FILL_MS);
  expect(again - second).toBeGreaterThan(LEAST_FILL_MS);
});

test.each([
  ['no answer', NO_ANSWER, { status: 'unreachable', cause: NO_ANSWER }],
  ['a fault of the API', { status: 503 }, { status: 'unreachable', httpStatus: 503 }],
  [
    'the rate limit',
    { status: 429, headers: { 'retry-after': '90' } },
    { status: 'limited', retryAt: expect.any(Date) as Date },
  ],
])('after %s, the same text is sent with the same proof', async (_, answer, result) => {
  const { sendContact, posts } = openClient([answer, SENT]);
  expect(await sendContact(MESSAGE)).toEqual(result);
  expect(await sendContact(MESSAGE)).toMatchObject({ status: 'sent' });
  expect(posts()[0]?.body).toEqual(posts()[1]?.body);
});

test('another text gets another proof, for the first may be used up', async () => {
  const { sendContact, posts } = openClient([NO_ANSWER, SENT]);
  await sendContact(MESSAGE);
  await sendContact(CHANGED);
  expect(posts()[0]?.body['altcha']).not.toBe(posts()[1]?.body['altcha']);
});

test('a second message after a first gets a proof of its own', async () => {
  const { sendContact, posts } = openClient([SENT, SENT]);
  await sendContact(MESSAGE);
  await sendContact(MESSAGE);
  expect(posts()[0]?.body['altcha']).not.toBe(posts()[1]?.body['altcha']);
});

test('a proof that a refused message did not use up is good for the corrected one', async () => {
  const { sendContact, posts } = openClient([refusal('email'), SENT]);
  expect(await sendContact(MESSAGE)).toEqual({
    status: 'refused',
    httpStatus: 400,
    errors: [{ field: 'email', reason: 'is not right' }],
  });
  await sendContact(CHANGED);
  expect(posts()[0]?.body['altcha']).toBe(posts()[1]?.body['altcha']);
});

test('a proof that is not taken is renewed, once', async () => {
  const { sendContact, posts } = openClient([refusal('altcha'), refusal('altcha'), SENT]);
  expect(await sendContact(MESSAGE)).toMatchObject({ status: 'refused' });
  expect(new Set(posts().map(({ body }) => body['altcha'])).size).toBe(2);
});

test('a limit says when to try again, in a minute if the API does not say', async () => {
  const limit = (headers = {}) => ({ status: 429, headers });
  const { sendContact } = openClient([limit({ 'retry-after': '600' }), limit()]);
  const now = Date.parse('2026-11-24T12:00:00Z');
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
  const retryAt = (minutes: number) => ({
    status: 'limited',
    retryAt: new Date(now + minutes * 60_000),
  });
  expect(await sendContact(MESSAGE)).toEqual(retryAt(10));
  expect(await sendContact(MESSAGE)).toEqual(retryAt(1));
  clock.mockRestore();
});

test('a refusal of the whole request has no errors but its status', async () => {
  const { sendContact } = openClient([{ status: 403, body: { message: 'Forbidden' } }]);
  expect(await sendContact(MESSAGE)).toEqual({ status: 'refused', httpStatus: 403, errors: [] });
});

test('a form without proof of work asks for no challenge', async () => {
  const { sendContact, requests } = openClient([SENT]);
  await sendContact({ ...MESSAGE, proofOfWork: false });
  expect(requests.map(({ method, body }) => [method, body])).toEqual([['POST', MESSAGE.values]]);
});

test('an aborted attempt rejects with the reason, and sends nothing', async () => {
  const { sendContact, posts } = openClient([SENT]);
  const signal = AbortSignal.abort(new Error('navigated away'));
  await expect(sendContact({ ...MESSAGE, signal })).rejects.toThrow('navigated away');
  expect(posts()).toEqual([]);
});
