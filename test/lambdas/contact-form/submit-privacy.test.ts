import { ROUTES } from '../../../lambdas/contact-form/contract';
import { BODY_MAX } from '../../../lambdas/contact-form/http/parse-request';
import { Unavailable } from '../../../lambdas/contact-form/ports';
import * as logging from '../../../lambdas/shared/logger';
import { type EventOptions, eventV1, eventV2, FORM_TYPE, JSON_TYPE } from './http-events';
import { type Faults, fakeSubmit, proof } from './submit-fakes';

/** In everything a visitor types or sends along, and in every fault. */
const MARK = 'marked-7c1e';
const VALUES = { name: `Ada ${MARK}`, email: `${MARK}@example.org`, message: `Hello ${MARK}` };
const CONTEXT = { awsRequestId: 'request-1' };
const QUOTE = new Unavailable('dynamodb', new Error(`${MARK}@example.org\n    at ${MARK} (1:1)`));

async function requests(): Promise<EventOptions[]> {
  const json = { 'content-type': JSON_TYPE, 'user-agent': MARK };
  const altcha = await proof();
  const bodies = [
    { ...VALUES, altcha },
    { ...VALUES, message: `More ${MARK}`, altcha },
    { ...VALUES, altcha, more_details: MARK },
    { ...VALUES, altcha, email: MARK, name: `${MARK}\n` },
    { ...VALUES, altcha: MARK },
    { [MARK]: MARK },
  ];
  return [
    ...bodies.map((body) => ({ headers: json, body: JSON.stringify(body) })),
    { headers: json, body: MARK },
    { headers: json, body: MARK.repeat(BODY_MAX / 4) },
    { headers: { 'content-type': `text/${MARK}` }, body: MARK },
    { headers: { ...json, origin: `https://${MARK}.example` }, body: '{}' },
    {
      headers: { 'content-type': FORM_TYPE },
      body: new URLSearchParams(VALUES).toString(),
      base64: true,
    },
    { headers: json, body: JSON.stringify(VALUES), routeKey: ROUTES.smokeTest, signed: true },
    { headers: json, pathParameters: { form: MARK } },
    { routeKey: MARK },
    { routeKey: ROUTES.challenge },
  ].map((request) => ({ source: `2001:db8::${MARK}`, ...request }));
}

/** Sends every request; gives what was logged, and what got past the log. */
async function run(faults: Faults) {
  const { handler, text, entries } = fakeSubmit(faults);
  const printed: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0),
  );
  try {
    for (const request of await requests()) {
      await handler(eventV2(request), CONTEXT);
      await handler(eventV1(request), CONTEXT);
    }
    await handler({ [MARK]: MARK }, CONTEXT);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { logged: text(), lines: entries().length, printed: printed.join('') };
}

test.each<[string, Faults]>([
  ['when all is well', {}],
  ['when the queue fails', { queue: QUOTE }],
  ['when the guard fails', { secrets: QUOTE, limiter: QUOTE, proofs: QUOTE }],
  ['when our own code fails', { queue: new RangeError(`${MARK} is out of range`) }],
  ['when it is too much', { waitMs: 1_000 }],
])('nothing that a visitor typed, and no address, is logged or printed %s', async (_, faults) => {
  const { logged, lines, printed } = await run(faults);
  expect(lines).toBeGreaterThan(20);
  expect(logged).not.toContain(MARK);
  expect(printed).not.toContain(MARK);
});

test('control: the check notices a log that tells the message of an error', async () => {
  const spy = jest.spyOn(logging, 'errorFields').mockImplementation((error) => {
    const { message, cause } = error as Error;
    return { name: message + (cause instanceof Error ? cause.message : '') };
  });
  try {
    expect((await run({ queue: QUOTE })).logged).toContain(MARK);
  } finally {
    spy.mockRestore();
  }
});
