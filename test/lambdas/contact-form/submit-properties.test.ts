import fc from 'fast-check';
import { fieldsOf, HONEYPOT_FIELD } from '../../../lambdas/contact-form/contract';
import { escapeHtml } from '../../../lambdas/shared/escape-html';
import { eventV1, eventV2, FORM_TYPE, JSON_TYPE } from './http-events';
import { ARABIC_FORM, fakeSubmit, FORMS, VALUES } from './submit-fakes';

const CONTEXT = { awsRequestId: 'request-1' };

/** What attackers and other languages write, more often than chance would. */
const nasty = fc.constantFrom(
  ...[
    '\r\nBcc: x@y.org',
    '\n',
    '\0',
    '\u2028',
    '\u202e',
    '\v',
    '\x85',
    '\u200b',
    '<script>',
    '"',
    "'",
    '&',
    '{{name}}',
  ],
  ...['🌍', '👩🏽‍🚀', 'مرحبا', 'e\u0301', '\ud83d', '\ufeff', '=?utf-8?q?x?=', '@', ',', ';', '%0d%0a'],
);
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
  nasty,
);
const text = fc.array(unit, { maxLength: 12 }).map((parts) => parts.join(''));
const address = fc.oneof(
  fc.emailAddress(),
  text,
  fc.tuple(fc.emailAddress(), nasty).map((both) => both.join('')),
);
const names = [...new Set(FORMS.flatMap((form) => fieldsOf(form).map(({ name }) => name)))];
const fields = fc.record(
  {
    ...Object.fromEntries(names.map((name) => [name, fc.oneof(text, fc.jsonValue())])),
    email: fc.oneof(address, fc.jsonValue()),
    [HONEYPOT_FIELD]: fc.oneof(text, fc.jsonValue()),
    altcha: fc.oneof(
      text,
      fc.jsonValue(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64')),
    ),
  },
  { requiredKeys: [] },
);
const form = fc.constantFrom(...FORMS.map(({ name }) => name), 'nowhere', '__proto__');
const type = fc.oneof(fc.constantFrom(JSON_TYPE, FORM_TYPE), text);

async function answerTo(event: unknown) {
  const flow = fakeSubmit();
  const response = await flow.handler(event, CONTEXT);
  return { ...flow, response };
}

describe('no input', () => {
  test('of fields, headers and bodies brings about a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fields,
        form,
        type,
        fc.option(text),
        fc.boolean(),
        async (values, name, contentType, junk, old) => {
          const json = JSON.stringify(values);
          const encoded = new URLSearchParams(
            Object.entries(values).map(([key, value]): [string, string] => [
              key,
              typeof value === 'string' ? value : JSON.stringify(value),
            ]),
          ).toString();
          const event = (old ? eventV1 : eventV2)({
            pathParameters: { form: name },
            headers: { 'content-type': contentType },
            body: junk ?? (contentType === FORM_TYPE ? encoded : json),
          });
          const { response } = await answerTo(event);
          expect(response.statusCode).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('of event shapes brings about a fault', async () => {
    const part = fc.oneof(fc.anything(), fc.constant(undefined));
    const keys = [...Object.keys(eventV1()), ...Object.keys(eventV2())];
    const parts = fc.record(Object.fromEntries(keys.map((key) => [key, part])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          parts.map((changed) => ({ ...eventV2(), ...changed })),
          parts.map((changed) => ({ ...eventV1(), ...changed })),
        ),
        async (event) => {
          expect((await answerTo(event)).response.statusCode).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('what is accepted', () => {
  // Mostly right, or hardly anything would be accepted.
  const likely = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 5, maxLength: 20 }) },
    text,
  );
  const email = fc.oneof({ weight: 3, arbitrary: fc.emailAddress() }, address);
  const filled = fc.record({ name: likely, email, message: likely, city: likely });

  test('fits a mail’s header and leaves no HTML when it is escaped', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(filled, async (values) => {
        const event = eventV2({
          pathParameters: { form: ARABIC_FORM.name },
          headers: { 'content-type': JSON_TYPE },
          body: JSON.stringify(values),
        });
        const { sent } = await answerTo(event);
        for (const { values: kept } of sent) {
          accepted += 1;
          expect(kept.email).toMatch(/^[^\s<>"(),:;\\@[\]\x80-\uffff]+@[a-z0-9.-]+$/i);
          expect(`${kept.name}${kept['city'] ?? ''}`).not.toMatch(
            /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u,
          );
          expect(Object.values(kept).join('')).not.toMatch(/\p{Cs}/u);
          for (const value of Object.values(kept)) expect(escapeHtml(value)).not.toMatch(/[<>"']/);
        }
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  /** What nobody sees and nobody means. */
  const UNSEEN = /[\p{Cc}\p{NChar}\p{Zl}\p{Zp}]|(?!\p{M}|\p{Join_Control})\p{DI}/u;

  test('survives byte for byte into the queue, from JSON and from forms', async () => {
    const clean = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((value) => value.trim() === value && !UNSEEN.test(value) && /\P{DI}/u.test(value));
    await fc.assert(
      fc.asyncProperty(clean, fc.array(clean, { minLength: 1 }), async (name, lines) => {
        const values = { ...VALUES, name, message: lines.join('\n') };
        fc.pre(name.length <= 100);
        const bodies = [
          [JSON_TYPE, JSON.stringify(values)],
          [FORM_TYPE, new URLSearchParams(values).toString()],
        ] as const;
        for (const [contentType, body] of bodies) {
          const event = eventV2({
            pathParameters: { form: 'plain' },
            headers: { 'content-type': contentType },
            body,
            base64: true,
          });
          const { sent } = await answerTo(event);
          const queued = JSON.parse(JSON.stringify(sent)) as typeof sent;
          expect(queued.map((submission) => submission.values)).toEqual([values]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('control: the properties notice a fault', async () => {
  const flow = fakeSubmit({ queue: new RangeError('bug') });
  const broken = fc.asyncProperty(fc.constant(VALUES), async (values) => {
    const event = eventV2({
      pathParameters: { form: 'plain' },
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify(values),
    });
    expect((await flow.handler(event, CONTEXT)).statusCode).toBeLessThan(500);
  });
  await expect(fc.assert(broken)).rejects.toThrow(/Property failed/);
});
