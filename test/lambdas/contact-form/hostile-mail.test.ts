import fc from 'fast-check';
import { LANGUAGES, MAIL_TEMPLATES } from '../../../lambdas/contact-form/contract';
import {
  messageVariables,
  receiptVariables,
} from '../../../lambdas/contact-form/core/mail-variables';
import { validateForm } from '../../../lambdas/contact-form/core/validate-form';
import type { ContactValues, Submission } from '../../../lambdas/contact-form/submission';
import { asEmulator, asSes, type Part, source } from './rendering';
import { SUBMISSION } from './delivery-samples';

const FIELDS = [
  { name: 'company', label: 'A & B <b>', type: 'text', required: false, maxLength: 80 },
  { name: 'more', label: 'More', type: 'textarea', required: false, maxLength: 500 },
] as const;

/** What attackers write, more often than chance would. */
const nasty = fc.constantFrom(
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</div></body>', '<!--', '-->'],
  ...['"', "'", '&', '&lt;', '`', '<style>', '\r\nBcc: x@example.net', '\n', '\t', '\u2028', '\0'],
  ...['{{email}}', '{{{name}}}', '{{#each this}}{{this}}{{/each}}', '{{telephone}}', '$&', '$1'],
  ...['\u202e', '\u2069', 'مرحبا', '=?utf-8?q?x?=', 'javascript:alert(1)'],
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const address = fc.oneof(
  fc.constantFrom(`o'hara&sons@example.org`, '{email}@example.org', '`a`$&@example.org'),
  fc.emailAddress(),
);
/** Only what `submit` takes ever reaches a template. */
const accepted = fc
  .record({ name: text, email: address, message: text, company: text, more: text })
  .map((input) => validateForm(input, { fields: FIELDS }))
  .filter((result) => 'values' in result)
  .map(({ values }) => values);

const BENIGN: ContactValues = {
  ...{ name: 'Ada', email: 'ada@example.org', message: 'Hello' },
  ...{ company: 'Engines', more: 'Yes' },
};

const tags = (html: string) =>
  (html.match(/<[^>]*>?/g) ?? []).filter((tag) => tag !== '<br>').join('\n');

describe.each(
  LANGUAGES.flatMap((language) =>
    MAIL_TEMPLATES.flatMap((template) => [
      [language, template, 'SES', asSes] as const,
      [language, template, 'the emulator', asEmulator] as const,
    ]),
  ),
)('hostile values in the mail (%s, %s) as %s renders it', (language, template, _, render) => {
  const form = {
    ...{ name: 'contact', language, receipt: true, recipients: ['owner@example.com'] },
    fields: FIELDS,
  };
  const mail = (part: Part, values: ContactValues, marks: Submission['marks'] = []) => {
    const submission: Submission = { ...SUBMISSION, form: 'contact', values, marks };
    const variables =
      template === 'message' ? messageVariables(submission, form) : receiptVariables(submission);
    return render(source(language, template, part), variables);
  };
  const always = (holds: (values: ContactValues) => void) => {
    fc.assert(fc.property(accepted, holds), { numRuns: 50 });
  };

  test('add no element, attribute or comment to the HTML', () => {
    always((values) => {
      const shown = { ...BENIGN, ...values };
      expect(tags(mail('html', shown))).toBe(tags(mail('html', BENIGN)));
    });
  });

  test('leave the subject on one line', () => {
    always((values) => {
      expect(mail('subject.txt', values)).not.toMatch(/[\r\n\v\f\0\u0085\u2028\u2029]/);
    });
  });

  test('leave no variable of the templates unknown', () => {
    for (const part of ['subject.txt', 'txt', 'html'] as const) {
      expect(mail(part, BENIGN, ['links'])).not.toMatch(/\{\{|\}\}|undefined/);
    }
  });
});

describe('control', () => {
  test('the comparison of elements notices one that is added', () => {
    const template = '<p title="x">{{name}}</p>';
    const with_ = (name: string) => tags(asSes(template, { name }));
    expect(with_('<b>')).not.toBe(with_('Ada'));
    expect(with_('<!--')).not.toBe(with_('Ada'));
    expect(with_('&lt;b&gt;')).toBe(with_('Ada'));
  });

  test('values that submit refuses are not among those that are tried', () => {
    expect(
      validateForm({ ...BENIGN, name: 'a\r\nBcc: x@example.net' }, { fields: [] }),
    ).toHaveProperty('errors');
  });
});
