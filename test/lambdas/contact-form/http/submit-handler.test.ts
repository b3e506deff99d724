import { HONEYPOT_FIELD, ROUTES } from '../../../../lambdas/contact-form/contract';
import { BODY_MAX } from '../../../../lambdas/contact-form/http/parse-request';
import type { HttpResponse } from '../../../../lambdas/shared/http-response';
import { PLAIN_LIMIT } from '../../../../lambdas/contact-form/core/rate-limit';
import { Unavailable } from '../../../../lambdas/contact-form/ports';
import { type EventOptions, eventV1, eventV2, FORM_TYPE, JSON_TYPE } from '../http-events';
import { type Faults, fakeSubmit, NOW, RANDOM_ID, SITE, VALUES } from '../submit-fakes';

const PLAIN = { form: 'plain' };
const CONTEXT = { awsRequestId: 'request-1' };

async function post(options: EventOptions, faults: Faults = {}) {
  const flow = fakeSubmit(faults);
  const response = await flow.handler(eventV2({ pathParameters: PLAIN, ...options }), CONTEXT);
  return { ...flow, response };
}

function postJson(values: unknown, options: EventOptions = {}, faults?: Faults) {
  const headers = { 'content-type': JSON_TYPE, ...options.headers };
  const body = typeof values === 'string' ? values : JSON.stringify(values);
  return post({ body, ...options, headers }, faults);
}

function postForm(values: Record<string, string>, options: EventOptions = {}, faults?: Faults) {
  const headers = { 'content-type': FORM_TYPE, ...options.headers };
  const body = new URLSearchParams(values).toString();
  return post({ body, base64: true, ...options, headers }, faults);
}

function bodyOf({ body }: HttpResponse): unknown {
  return JSON.parse(body ?? '');
}

const SUBMISSION = {
  id: RANDOM_ID,
  receivedAt: new Date(NOW).toISOString(),
  form: 'plain',
  values: VALUES,
  destination: 'owner',
  spam: [],
  marks: [],
};

describe('a message to the owner', () => {
  test('is queued and answered with 202 and its id when it comes as JSON', async () => {
    const { response, sent } = await postJson(VALUES);
    expect(response.statusCode).toBe(202);
    expect(response.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(bodyOf(response)).toEqual({ id: RANDOM_ID });
    expect(sent).toEqual([SUBMISSION]);
  });

  test('is queued and answered with 303 to its form’s thank-you page when a form posts it', async () => {
    const { response, sent } = await postForm(VALUES);
    const location = `${SITE}/thank-you.html`;
    expect(response).toMatchObject({ statusCode: 303, headers: { location } });
    expect(response.body).toBeUndefined();
    expect(sent).toEqual([SUBMISSION]);
  });

  test('is the same in both payload formats', async () => {
    const { handler, sent } = fakeSubmit();
    const options = {
      pathParameters: PLAIN,
      headers: { 'Content-Type': JSON_TYPE },
      body: JSON.stringify(VALUES),
    };
    const answers = [
      await handler(eventV2(options), CONTEXT),
      await handler(eventV1(options), CONTEXT),
    ];
    expect(answers[1]).toEqual(answers[0]);
    expect(sent).toEqual([SUBMISSION, SUBMISSION]);
  });

  test('is logged by its ids and counted', async () => {
    const { entries, counted } = await postJson(VALUES);
    expect(entries()).toEqual([
      {
        level: 'info',
        event: 'submission.accepted',
        requestId: 'request-1',
        form: 'plain',
        submissionId: RANDOM_ID,
        destination: 'owner',
      },
    ]);
    expect(counted).toEqual([{ name: 'Received' }]);
  });

  test('is never called received unless the queue took it', async () => {
    const queue = new Unavailable('sqs', new Error('down'));
    for (const send of [postJson, postForm]) {
      const { response, entries, counted } = await send(VALUES, {}, { queue });
      expect(response.statusCode).toBe(503);
      expect(response.headers).toMatchObject({ 'retry-after': '30' });
      expect(response.body).toContain('Nothing was sent');
      expect(entries()).toMatchObject([
        { level: 'error', error: { name: 'Unavailable', cause: { name: 'Error' } } },
      ]);
      expect(counted).toEqual([]);
    }
  });

  test('is answered with 500 without details when our own code fails', async () => {
    const queue = new RangeError('ada@example.org');
    const { response, entries } = await postJson(VALUES, {}, { queue });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('ada@example.org');
    expect(entries()).toMatchObject([
      { level: 'error', event: 'submission.failed', error: { name: 'RangeError' } },
    ]);
  });
});

describe('a refused message', () => {
  const wrong = { name: '<script>alert(1)</script>\nBcc: x', email: 'nobody', message: '' };

  test('is answered with 400 naming each field once, and not queued', async () => {
    const { response, sent, entries, counted } = await postJson(wrong);
    expect(response.statusCode).toBe(400);
    expect(bodyOf(response)).toEqual({
      errors: [
        { field: 'name', reason: 'Please write this on one line.' },
        { field: 'email', reason: 'Please enter an address such as name@example.com.' },
        { field: 'message', reason: 'Please fill in this field.' },
      ],
    });
    expect(sent).toEqual([]);
    expect(entries()).toMatchObject([
      { event: 'submission.refused', reason: 'fields', fields: ['name', 'email', 'message'] },
    ]);
    expect(counted).toEqual([{ name: 'Refused', reason: 'fields' }]);
  });

  test('is answered with a page naming each field once when a form posts it', async () => {
    const { response, sent } = await postForm(wrong);
    expect(response.statusCode).toBe(400);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(response.body).toContain('<html lang="en" dir="ltr">');
    expect(response.body?.match(/<li>.*?<\/li>/g)).toEqual([
      '<li>Name: Please write this on one line.</li>',
      '<li>Email: Please enter an address such as name@example.com.</li>',
      '<li>Message: Please fill in this field.</li>',
    ]);
    expect(sent).toEqual([]);
  });

  test('is told why in its form’s language, with the owner’s labels escaped', async () => {
    const options = { pathParameters: { form: 'arabic' } };
    const { response } = await postForm({ ...VALUES, name: 'n'.repeat(101) }, options);
    expect(response.body).toContain('<html lang="ar" dir="rtl">');
    expect(response.body?.match(/<li>.*?<\/li>/g)).toEqual([
      '<li>الاسم: النص أطول من المسموح به. الحد الأقصى لعدد الأحرف: 100، وعددها الآن: 101.</li>',
      '<li>المدينة &lt;b&gt;: يرجى ملء هذا الحقل.</li>',
    ]);
    const json = await postJson(VALUES, options);
    expect(bodyOf(json.response)).toEqual({
      errors: [{ field: 'city', reason: 'يرجى ملء هذا الحقل.' }],
    });
  });

  test('is never quoted in the answer', async () => {
    for (const send of [postJson, postForm]) {
      const { response } = await send(wrong);
      expect(response.body).not.toContain('alert(1)');
      expect(response.body).not.toContain('nobody');
    }
  });

  test('names a field that was given twice', async () => {
    const body = `${new URLSearchParams(VALUES).toString()}&email=eve%40example.org`;
    const { response, sent } = await post({ headers: { 'content-type': FORM_TYPE }, body });
    expect(response.body).toContain('<li>Email: Please give one text here.</li>');
    expect(sent).toEqual([]);
  });

  test('names the body when it cannot be read', async () => {
    const { response, counted } = await postJson('{');
    expect(response.statusCode).toBe(400);
    expect(bodyOf(response)).toEqual({
      errors: [{ field: 'body', reason: 'The request’s body must be JSON.' }],
    });
    expect(counted).toEqual([{ name: 'Refused', reason: 'body' }]);
  });

  test('is answered with 413 when it is one byte too large', async () => {
    const padded = JSON.stringify(VALUES).padEnd(BODY_MAX);
    expect((await postJson(padded)).response.statusCode).toBe(202);
    const { response, entries } = await postJson(`${padded} `);
    expect(response.statusCode).toBe(413);
    expect(bodyOf(response)).toEqual({
      message: `The request is too large: please send at most ${BODY_MAX} bytes.`,
    });
    expect(entries()).toMatchObject([{ reason: 'too-large' }]);
  });

  test('is answered with 415 naming the types that are read', async () => {
    const { response } = await postJson(VALUES, { headers: { 'content-type': 'text/plain' } });
    expect(response.statusCode).toBe(415);
    expect(response.body).toMatch(/application\/json .*application\/x-www-form-urlencoded/);
  });
});

describe('a form that is posted in a way that is not read', () => {
  const message = '%CF%F0%E8%E2%E5%F2';
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  test.each([
    ['multipart/form-data; boundary=x', {}, 415],
    [`${FORM_TYPE}; charset=ISO-8859-1`, {}, 415],
    [FORM_TYPE, {}, 400],
    ['text/plain', page, 415],
    ['', page, 415],
  ])('(%j) is answered with a page in the form’s language', async (type, headers, statusCode) => {
    const answer = (form: string) =>
      post({
        pathParameters: { form },
        headers: { 'content-type': type, ...headers },
        body: `name=Ada&email=ada%40example.org&message=${message}`,
        base64: true,
      });
    const { response, sent, counted } = await answer('arabic');
    expect(response).toMatchObject({
      statusCode,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    expect(response.body).toContain('<html lang="ar" dir="rtl">');
    expect(response.body).toContain('بترميز UTF-8');
    expect((await answer('plain')).response.body).toContain('Please tell its owners');
    expect(sent).toEqual([]);
    expect(counted).toEqual([{ name: 'Refused', reason: 'body' }]);
  });

  test('is answered in JSON when it is a script’s', async () => {
    const headers = { 'content-type': 'text/plain;charset=UTF-8', accept: '*/*' };
    const { response } = await postJson(VALUES, { headers });
    expect(response).toMatchObject({
      statusCode: 415,
      headers: { 'content-type': 'application/json' },
    });
  });
});

describe('the trap', () => {
  test('answers a program exactly like a success and queues what it sent as spam', async () => {
    for (const send of [postJson, postForm]) {
      const success = await send(VALUES);
      const trapped = await send({ ...VALUES, [HONEYPOT_FIELD]: 'https://spam.example' });
      expect(trapped.response).toEqual(success.response);
      expect(trapped.sent).toEqual([{ ...SUBMISSION, spam: ['honeypot'] }]);
      expect(trapped.entries()).toMatchObject([{ spam: ['honeypot'] }]);
    }
  });

  test('lets a person through, whose browser sends it empty', async () => {
    expect((await postForm({ ...VALUES, [HONEYPOT_FIELD]: '' })).sent).toEqual([SUBMISSION]);
    expect((await postJson({ ...VALUES, [HONEYPOT_FIELD]: null })).sent).toEqual([SUBMISSION]);
  });
});

test('more than two links mark a message and no more', async () => {
  const message = 'https://a.example https://b.example https://c.example';
  const { response, sent, entries } = await postJson({ ...VALUES, message });
  expect(response.statusCode).toBe(202);
  expect(sent).toMatchObject([{ spam: [], marks: ['links'] }]);
  expect(entries()).toMatchObject([{ event: 'submission.accepted', marks: ['links'] }]);
});

describe('the origin of a page', () => {
  test.each([SITE, 'https://shop.example', undefined])('%s is taken', async (origin) => {
    const { sent } = await postForm(VALUES, { headers: origin ? { origin } : {} });
    expect(sent).toHaveLength(1);
  });

  // rails/rails#28299, better-auth/better-auth#10944: pages with `Referrer-Policy: no-referrer` (Helmet's
  // default) or `same-origin` (Django's), and sandboxed ones.
  test.each<Record<string, string>>([{}, { 'sec-fetch-mode': 'navigate' }])(
    'may be kept secret by a plain form (%j)',
    async (metadata) => {
      const headers = { origin: 'null', ...metadata };
      const { response, sent, admitted } = await postForm(VALUES, { headers });
      expect(response.statusCode).toBe(303);
      expect(sent).toHaveLength(1);
      expect(admitted).toMatchObject([{ limit: PLAIN_LIMIT }]);
    },
  );

  test.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded; charset=windows-1251',
    'text/plain',
  ])('is not blamed for a plain form that cannot be read: %s', async (type) => {
    const headers = { origin: 'null', accept: 'text/html', 'content-type': type };
    const { response, sent, counted } = await postForm(VALUES, { headers });
    expect(response.statusCode).toBe(415);
    expect(response.body).toContain('application/x-www-form-urlencoded, in UTF-8');
    expect(sent).toEqual([]);
    expect(counted).toEqual([{ name: 'Refused', reason: 'body' }]);
  });

  test('may not be kept secret by a script, which a hidden page would run for all its visitors', async () => {
    const headers = { origin: 'null' };
    const answers = [
      await postJson(VALUES, { headers }),
      await postForm(VALUES, { headers: { ...headers, 'sec-fetch-mode': 'no-cors' } }),
      await postForm(VALUES, { headers: { ...headers, 'sec-fetch-mode': 'cors' } }),
      await postJson(VALUES, { headers: { ...headers, accept: 'text/html' } }),
      await post({ routeKey: ROUTES.challenge, pathParameters: { form: 'contact' }, headers }),
      await postForm(VALUES, {
        routeKey: ROUTES.challenge,
        pathParameters: { form: 'contact' },
        headers,
      }),
    ];
    expect(answers.map(({ response }) => response.statusCode)).toEqual(Array(6).fill(403));
    expect(answers.flatMap(({ sent }) => sent)).toEqual([]);
  });

  test.each(['https://evil.example', 'NULL', '', `${SITE}.evil.example`, SITE.toUpperCase()])(
    '%j is refused',
    async (origin) => {
      for (const send of [postJson, postForm]) {
        const { response, sent, counted, entries } = await send(VALUES, { headers: { origin } });
        expect(response.statusCode).toBe(403);
        expect(entries()).toMatchObject([
          { event: 'submission.refused', form: 'plain', reason: 'origin' },
        ]);
        expect(response.body).toContain('does not take messages from the page');
        expect(response.body).toContain('among contact.allowedOrigins');
        expect(sent).toEqual([]);
        expect(counted).toEqual([{ name: 'Refused', reason: 'origin' }]);
      }
    },
  );
});

describe('a smoke test', () => {
  const smoke = { routeKey: ROUTES.smokeTest, signed: true, pathParameters: null };

  test('is queued for the mailbox simulator and never limited', async () => {
    const { response, sent, admitted } = await postJson(VALUES, smoke);
    expect(response.statusCode).toBe(202);
    expect(sent).toEqual([{ ...SUBMISSION, form: 'smoke-test', destination: 'simulator' }]);
    expect(admitted).toEqual([]);
  });

  test('is refused without IAM authorisation, even if the gateway lets it through', async () => {
    const { response, sent } = await postJson(VALUES, { ...smoke, signed: false });
    expect(response.statusCode).toBe(403);
    expect(sent).toEqual([]);
  });

  test('cannot be asked for by a signature on the public route', async () => {
    const { sent } = await postJson({ ...VALUES, destination: 'simulator' }, { signed: true });
    expect(sent).toMatchObject([{ destination: 'owner' }]);
  });
});

test.each([
  ['an unknown route', { routeKey: '$default' }],
  ['an unknown form', { pathParameters: { form: 'toString' } }],
  ['the form of the smoke test', { pathParameters: { form: 'smoke-test' } }],
])('%s is not found', async (_, options) => {
  const { response, sent } = await postJson(VALUES, options);
  expect(response.statusCode).toBe(404);
  expect(bodyOf(response)).toEqual({
    message: expect.stringMatching(/^There is no such/) as string,
  });
  expect(sent).toEqual([]);
});

test('an unknown form is not found on a page when a form posts it', async () => {
  const { response, sent } = await postForm(VALUES, { pathParameters: { form: 'removed' } });
  expect(response).toMatchObject({
    statusCode: 404,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: expect.stringContaining('There is no such form at this address.') as string,
  });
  expect(sent).toEqual([]);
});

test('an event of something else is answered and logged, not thrown at', async () => {
  const { handler, entries } = fakeSubmit();
  expect((await handler({ Records: [] }, CONTEXT)).statusCode).toBe(400);
  expect(entries()).toMatchObject([{ level: 'warn', event: 'request.unreadable' }]);
});

test('no answer may be stored by a cache', async () => {
  const queue = new Unavailable('sqs', new Error('down'));
  const answers = await Promise.all([
    postJson(VALUES),
    postForm(VALUES),
    postJson({}),
    postForm({}),
    postJson(VALUES, { headers: { 'content-type': 'text/plain' } }),
    postJson(VALUES, { headers: { origin: 'null' } }),
    postJson(VALUES, {}, { queue }),
    postForm(VALUES, {}, { queue }),
    postForm(VALUES, {}, { waitMs: 1 }),
    postJson(VALUES, { routeKey: ROUTES.smokeTest }),
    post({ routeKey: ROUTES.challenge, pathParameters: { form: 'contact' } }),
  ]);
  for (const { response } of answers) {
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
  }
});
