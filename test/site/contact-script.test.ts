import { FORM, ID } from '../lambdas/contact-form/fakes';
import { type FakeFetch, type FakeFetchOptions, openContactPage, settled } from './contact-page';

function answering(status: number, body: unknown): FakeFetch {
  return () => Promise.resolve({ status, json: () => Promise.resolve(body) });
}

/** The page, filled in as a visitor would. */
function filledIn(fetch: FakeFetch, form: Partial<typeof FORM> = {}) {
  const page = openContactPage(fetch);
  for (const [id, value] of Object.entries({ ...FORM, ...form })) page.element(id).value = value;
  return {
    ...page,
    submit: () => page.element('contact').submit(),
    errorOf: (field: string) => page.element(`${field}-error`).textContent,
  };
}

describe('contact script', () => {
  test('posts the form as JSON, the trap included, instead of leaving the page', async () => {
    const posts: [string, FakeFetchOptions][] = [];
    const page = filledIn((url, options) => {
      posts.push([url, options]);
      return answering(202, { id: ID })(url, options);
    });
    expect(await page.submit()).toBe(true);
    expect(posts).toMatchObject([
      [
        'https://api.example/contact',
        { method: 'POST', headers: { 'content-type': 'application/json' } },
      ],
    ]);
    expect(JSON.parse(posts[0]?.[1].body ?? '')).toEqual({ ...FORM, website: '' });
  });

  test('shows the id of a message that was taken, and moves the focus there', async () => {
    const page = filledIn(answering(202, { id: ID }));
    await page.submit();
    expect(page.element('contact').hidden).toBe(true);
    expect(page.element('sent').hidden).toBe(false);
    expect(page.element('reference').textContent).toBe(ID);
    expect(page.focused()).toBe('sent');
  });

  test('marks every field that is not filled in, focuses the first, and sends nothing', async () => {
    const page = filledIn(() => Promise.reject(new Error('sent')), { email: '', message: '' });
    await page.submit();
    expect(page.element('name').getAttribute('aria-invalid')).toBeNull();
    for (const field of ['email', 'message']) {
      expect(page.element(field).getAttribute('aria-invalid')).toBe('true');
      expect(page.errorOf(field)).toBe('Please fill out this field.');
    }
    expect(page.focused()).toBe('email');
    expect(page.element('failure').textContent).toBe('');
  });

  test('shows the refusals of the API beside their fields', async () => {
    const errors = [{ field: 'email', reason: 'must be a plain address' }];
    const page = filledIn(answering(400, { errors }));
    await page.submit();
    expect(page.errorOf('email')).toBe('Email must be a plain address.');
    expect(page.element('email').getAttribute('aria-invalid')).toBe('true');
    expect(page.focused()).toBe('email');
    expect(page.element('contact').hidden).toBe(false);
  });

  test('clears old errors before it tries again', async () => {
    const page = filledIn(answering(202, { id: ID }), { email: '' });
    await page.submit();
    page.element('email').value = FORM.email;
    await page.submit();
    expect(page.errorOf('email')).toBe('');
    expect(page.element('email').getAttribute('aria-invalid')).toBeNull();
  });

  test.each([
    ['what the API says', answering(503, { message: 'Try again in a minute.' }), /in a minute/],
    [
      'a way on when a gateway answers without JSON',
      () => Promise.resolve({ status: 502, json: () => Promise.reject(new SyntaxError('<html>')) }),
      /Please try again/,
    ],
    ['a way on for an error of no field', answering(400, { errors: [{ field: 'body' }] }), /again/],
    ['that the API is not reached', () => Promise.reject(new TypeError('offline')), /connection/],
  ])('keeps what was written, and tells %s', async (_, fetch: FakeFetch, message) => {
    const page = filledIn(fetch);
    await page.submit();
    expect(page.element('failure').textContent).toMatch(/^Your message was not sent/);
    expect(page.element('failure').textContent).toMatch(message);
    expect(page.element('message').value).toBe(FORM.message);
    expect(page.element('sent').hidden).toBe(true);
    expect(page.element('button').textContent).toBe('Send message');
  });

  test('says that it is sending, and sends once however often the button is pressed', async () => {
    const answers: (() => void)[] = [];
    const page = filledIn(
      () =>
        new Promise((resolve) => {
          answers.push(() => {
            resolve({ status: 202, json: () => Promise.resolve({ id: ID }) });
          });
        }),
    );
    await page.submit();
    expect(page.element('button').textContent).toBe('Sending …');
    expect(page.element('button').getAttribute('aria-disabled')).toBe('true');
    await page.submit();
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await settled();
    expect(page.element('button').getAttribute('aria-disabled')).toBe('false');
    expect(page.element('sent').hidden).toBe(false);
  });
});
