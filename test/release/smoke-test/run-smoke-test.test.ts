import { ROUTES } from '../../../lambdas/contact-form/contract';
import { runSmokeTest, type SmokeTestSettings } from '../../../release/smoke-test/run-smoke-test';
import { StepFailure } from '../../../release/smoke-test/step-runner';
import { ID } from '../../lambdas/contact-form/fakes';
import { type Answer, type Fault, pageOf, startFakeEnvironment, SUBMIT } from './fake-environment';

const CREDENTIALS = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' };
const STATUS = ROUTES.smokeTestStatus.replace('{id}', ID);

/** Smoke-tests a fake environment; waiting takes no time but moves the clock. */
async function smokeTest(
  fault?: Fault,
  assumeRole = () => Promise.resolve(CREDENTIALS),
  settings: Partial<SmokeTestSettings> = {},
) {
  const environment = await startFakeEnvironment(fault);
  const lines: string[] = [];
  let nowMs = 0;
  try {
    await runSmokeTest(
      { ...environment.settings, ...settings },
      {
        assumeRole,
        print: (line) => lines.push(line),
        now: () => nowMs,
        sleep: (ms) => {
          nowMs += ms;
          return Promise.resolve();
        },
      },
    );
    return { lines, nowMs, error: undefined, ...environment };
  } catch (error) {
    return { lines, nowMs, error: error as Error, ...environment };
  } finally {
    await environment.stop();
  }
}

function on(route: string, answer: Partial<Answer>): Fault {
  return (seen) => (seen.route === route ? { status: 200, body: '', ...answer } : undefined);
}

const json = (value: unknown) => JSON.stringify(value);

describe('smoke test', () => {
  test('passes a healthy environment and prints a line for each step', async () => {
    const { lines, error, seen, origin } = await smokeTest();
    expect(error).toBeUndefined();
    expect(lines.map((line) => line.replaceAll(origin, 'API'))).toEqual([
      'ok       0.0 s  contact page API/ holds the form and admits API',
      'ok       0.0 s  POST /forms/contact refuses an empty form, naming each field',
      'ok       0.0 s  POST /smoke-test refuses a request without signature',
      'ok       0.0 s  role arn:aws:iam::222222222222:role/waypost-dev-smoke-test can be assumed',
      'ok       0.0 s  POST /smoke-test takes a message for the mailbox simulator',
      `ok       0.0 s  submission ${ID} is recorded as mailed`,
    ]);
    expect(seen.filter(({ signed }) => signed).map(({ route }) => route)).toEqual([
      ROUTES.smokeTest,
      STATUS,
    ]);
  });

  test('never sends the public route a form that it would accept', async () => {
    const { seen } = await smokeTest();
    const posted = seen.filter(({ route }) => route === SUBMIT).map(({ body }) => body);
    expect(posted).toEqual([json({ name: '', email: 'not an address', message: '' })]);
  });

  test('waits until the submission is mailed', async () => {
    const answers: Answer[] = [
      { status: 404, body: json({ message: 'No such submission.' }) },
      { status: 200, body: json({ id: ID, status: 'received' }) },
    ];
    const { error, nowMs, lines } = await smokeTest(({ route }) =>
      route === STATUS ? answers.shift() : undefined,
    );
    expect(error).toBeUndefined();
    expect(nowMs).toBe(250 + 500);
    expect(lines.at(-1)).toMatch(/^ok {7}0\.8 s {2}submission/);
  });

  test('waits for a page that a cache still holds', async () => {
    const answers: Answer[] = [{ status: 404, body: '' }];
    const { error } = await smokeTest(({ route }) =>
      route === 'GET /' ? answers.shift() : undefined,
    );
    expect(error).toBeUndefined();
  });
});

describe('smoke test fails, saying what and where to look,', () => {
  const otherApi = '<form action="https://other.example/forms/contact">';

  test.each<[string, Fault, RegExp]>([
    ['on a page that is missing', on('GET /', { status: 403 }), /answered 403, expected 200/],
    ['on a page of another API', on('GET /', { body: otherApi }), /holds no form that posts to/],
    [
      'on a form that is accepted empty',
      on(SUBMIT, { status: 202, body: json({ id: ID }) }),
      /answered 202 .* expected 400/,
    ],
    [
      'on a refusal that names one field only',
      on(SUBMIT, { status: 400, body: json({ errors: [{ field: 'name' }] }) }),
      /errors for name, email and message/,
    ],
    [
      'on a public bypass of the mailbox',
      ({ route, signed }) =>
        route === ROUTES.smokeTest && !signed ? { status: 202, body: json({ id: ID }) } : undefined,
      /answered 202 to a request without signature, expected 403/,
    ],
    [
      'on a role that may not call the route',
      on(ROUTES.smokeTest, { status: 403, body: json({ message: 'Forbidden' }) }),
      /answered 403 .*Forbidden.* compare the role/,
    ],
    [
      'on a message that is never mailed',
      on(STATUS, { body: json({ id: ID, status: 'received' }) }),
      /is "received" after 60 s, expected "mailed"\. See the log of deliver and the dead-letter queue\.$/,
    ],
    [
      'on a message that SES refuses, and names the option that may be why',
      on(STATUS, { body: json({ id: ID, status: 'received', reason: 'access-denied' }) }),
      /is "received" after 60 s, expected "mailed"\. SES refuses deliver \(AccessDenied\).*restrictSending: true.*set it to false and push.*"Mail is refused since sending was restricted"/,
    ],
    [
      'on a message that is never stored',
      on(STATUS, { status: 404 }),
      /is "not stored" after 60 s, expected "mailed"\. See the log of deliver/,
    ],
    ['on a status that is refused', on(STATUS, { status: 403 }), /answered 403 .* expected 200/],
  ])('%s', async (_, fault, message) => {
    const { error, lines } = await smokeTest(fault);
    expect(error?.message).toMatch(message);
    expect(lines.at(-1)).toMatch(/^FAILED/);
  });

  test.each([
    [
      'parked',
      /is parked: .*not verified the sender.*click the link.*delegated: true.*DKIM.*paused/,
    ],
    ['failed', /failed for good.*dead-letter queue says why.*"reason".*feedback/],
  ])('at once on a message that is %s', async (status, message) => {
    const { error, nowMs } = await smokeTest(on(STATUS, { body: json({ id: ID, status }) }));
    expect(error?.message).toMatch(message);
    expect(nowMs).toBe(0);
  });

  test.each(['connect-src', 'form-action'])(
    'on a page whose %s does not admit the API',
    async (name) => {
      const published = pageOf('https://api.example').replace(
        new RegExp(`${name} [^;]*`),
        `${name} 'self'`,
      );
      const { error } = await smokeTest(on('GET /', { body: published }), undefined, {
        contactApiUrl: 'https://api.example',
      });
      expect(error?.message).toContain(
        `must name https://api.example in ${name}, found "${name} 'self'"`,
      );
    },
  );

  test('on a role that cannot be assumed', async () => {
    const refused = () => Promise.reject(new Error('not authorized to perform: sts:AssumeRole'));
    const { error, lines } = await smokeTest(undefined, refused);
    expect(error?.message).toMatch(/sts:AssumeRole/);
    expect(lines.at(-1)).toMatch(/^FAILED .* can be assumed$/);
  });

  test('within a minute when the message is never mailed', async () => {
    const { nowMs } = await smokeTest(on(STATUS, { status: 404 }));
    expect(nowMs).toBeLessThanOrEqual(60_000);
  });

  test('when nothing answers', async () => {
    const environment = await startFakeEnvironment();
    await environment.stop();
    let nowMs = 0;
    await expect(
      runSmokeTest(environment.settings, {
        assumeRole: () => Promise.resolve(CREDENTIALS),
        print: () => undefined,
        now: () => nowMs,
        sleep: (ms) => {
          nowMs += ms;
          return Promise.resolve();
        },
      }),
    ).rejects.toThrow(
      new StepFailure(
        `GET ${environment.origin}/ got no answer: connect ECONNREFUSED ${environment.origin.slice(7)}.`,
      ),
    );
  });
});
