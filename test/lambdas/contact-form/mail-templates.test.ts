import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  LANGUAGES,
  MAIL_TEMPLATES,
  MESSAGE_TEMPLATE_VARIABLES,
  RECEIPT_TEMPLATE_VARIABLES,
} from '../../../lambdas/contact-form/contract';
import { formOf } from '../../../lambdas/contact-form/core/form-of';
import {
  messageVariables,
  receiptVariables,
} from '../../../lambdas/contact-form/core/mail-variables';
import type { Submission } from '../../../lambdas/contact-form/submission';
import { asEmulator, asSes, EMAIL_FOLDER, type Part, PARTS, source } from './rendering';
import { FORMS, ID, SUBMISSION, VALUES } from './delivery-samples';

const FORM_OF_LANGUAGE = { en: 'contact', ar: 'arabic' } as const;

function variablesIn(template: string): string[] {
  return [...template.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? '');
}

const variablesOf = (submission: Submission) =>
  messageVariables(submission, formOf(FORMS, submission.form));

const HOSTILE: Submission = {
  ...SUBMISSION,
  values: {
    name: `<img src=x onerror="alert(1)"> & 'Co' $&`,
    email: `o'hara&sons@example.org`,
    message: `</div><script>alert(2)</script>\n"second" line`,
    phone: '</p><script>alert(3)</script>\n$1',
    gone: '<b>bold</b>',
  },
};

describe.each(
  LANGUAGES.flatMap((language) => [
    [language, 'SES', asSes] as const,
    [language, 'the emulator', asEmulator] as const,
  ]),
)('message (%s) as %s renders it', (language, _, render) => {
  const form = FORM_OF_LANGUAGE[language];
  const part = (name: Part, submission = SUBMISSION) =>
    render(source(language, 'message', name), variablesOf({ ...submission, form }));

  test('shows who wrote what and when, in text and HTML', () => {
    for (const name of ['txt', 'html'] as const) {
      for (const value of [
        VALUES.name,
        VALUES.email,
        'Hello',
        'there',
        ID,
        '2026-11-23 12:00 UTC',
      ]) {
        expect(part(name)).toContain(value);
      }
      expect(part(name)).not.toMatch(/\{\{|undefined/);
    }
    expect(part('subject.txt')).toContain(VALUES.name);
  });

  test('escapes what a visitor typed in HTML', () => {
    const html = part('html', HOSTILE);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;Co&#39;');
    expect(html).toContain('o&#39;hara&amp;sons@example.org');
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(html).not.toMatch(/<(img|script|b)[ >]/);
    expect(html.match(/<\/div>/g)).toHaveLength(1);
  });

  test('shows in subject and text what a visitor typed, without entities', () => {
    expect(part('subject.txt', HOSTILE)).toContain(HOSTILE.values.name);
    expect(part('txt', HOSTILE)).toContain(HOSTILE.values.message);
    expect(part('txt', HOSTILE)).not.toMatch(/&\w+;|&#/);
  });

  test('keeps the lines of the message, in a block of its own direction', () => {
    expect(part('html')).toContain('Hello<br>\nthere');
    expect(part('html')).toMatch(/<div dir="auto"[^>]*>\s*Hello/);
  });

  test('warns of many links, and of nothing else', () => {
    const warned = { ...SUBMISSION, marks: ['links' as const] };
    for (const name of ['txt', 'html'] as const) {
      const { warning } = variablesOf({ ...warned, form });
      expect(part(name, warned)).toContain(warning.trim());
      expect(part(name)).not.toContain(warning.trim());
    }
  });

  test('says in its language whether a box was ticked', () => {
    const ticked = { ...SUBMISSION, values: { ...VALUES, news: 'yes' } };
    const words = { en: ['yes', 'no'], ar: ['نعم', 'لا'] }[language];
    const label = { en: 'Send me news', ar: 'النشرة' }[language];
    expect(part('txt', ticked)).toMatch(new RegExp(`${label}: \u2068?${words[0] ?? ''}\u2069?\n`));
    expect(part('txt')).toMatch(new RegExp(`${label}: \u2068?${words[1] ?? ''}\u2069?\n`));
  });
});

describe('the fields of the form', () => {
  test('are shown by their labels in order, and those of another time by their names', () => {
    const values = { ...VALUES, gone: 'old', phone: '+49 1', news: 'yes' };
    expect(variablesOf({ ...SUBMISSION, values }).fields).toBe(
      '\nPhone: +49 1\n\nSend me news: yes\n\ngone: old\n',
    );
  });

  test('keep the order of their digits in a text that runs from right to left', () => {
    const values = { ...VALUES, gone: '+44 20 7946 0000' };
    const form = FORM_OF_LANGUAGE.ar;
    const text = asSes(
      source('ar', 'message', 'txt'),
      variablesOf({ ...SUBMISSION, form, values }),
    );
    expect(text).toContain('\ngone: \u2068+44 20 7946 0000\u2069\n');
    expect(text).toMatch(/^2026-11-23 12:00 UTC$/m);
    expect(text.split('\n')).toContain(ID);
  });

  test('that a visitor left empty are not shown', () => {
    const values = { ...VALUES, phone: '' };
    expect(variablesOf({ ...SUBMISSION, values }).fieldsHtml).not.toContain('Phone');
  });

  test('of a form that is gone are those of the first one', () => {
    const values = { ...VALUES, phone: '+49 1' };
    expect(variablesOf({ ...SUBMISSION, form: 'gone', values }).fields).toContain('Phone: +49 1');
  });
});

test('SES does not run a template that a visitor typed', () => {
  const values = { ...VALUES, name: '{{email}}', message: '{{#each this}}{{this}}{{/each}}' };
  const text = asSes(source('en', 'message', 'txt'), variablesOf({ ...SUBMISSION, values }));
  expect(text).toContain('{{#each this}}{{this}}{{/each}}');
});

describe.each(LANGUAGES)('mail templates (%s)', (language) => {
  test('have a subject, a text and an HTML part each, and no other file', () => {
    const expected = MAIL_TEMPLATES.flatMap((name) => PARTS.map((part) => `${name}.${part}`));
    expect(readdirSync(path.join(EMAIL_FOLDER, language)).sort()).toEqual(expected.sort());
  });

  test.each(MAIL_TEMPLATES)('(%s) have a subject of one line, and say their language', (name) => {
    expect(source(language, name, 'subject.txt')).not.toMatch(/[\r\n]/);
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    expect(source(language, name, 'html')).toContain(
      `<html lang="${language}" dir="${direction}">`,
    );
  });

  test('use all variables that deliver passes and no other, or SES would silently send nothing', () => {
    const used = PARTS.flatMap((part) => variablesIn(source(language, 'message', part)));
    expect(new Set(used)).toEqual(new Set<string>(MESSAGE_TEMPLATE_VARIABLES));
    expect(Object.keys(variablesOf(SUBMISSION)).sort()).toEqual(
      [...MESSAGE_TEMPLATE_VARIABLES].sort(),
    );
  });

  test('take only escaped text into HTML', () => {
    const typed = ['name', 'email', 'message', 'fields', 'warning'];
    const used = variablesIn(source(language, 'message', 'html'));
    expect(used.filter((name) => typed.includes(name))).toEqual([]);
  });

  test('never mail a visitor what a visitor typed', () => {
    const used = PARTS.flatMap((part) => variablesIn(source(language, 'receipt', part)));
    expect(new Set(used)).toEqual(new Set<string>(RECEIPT_TEMPLATE_VARIABLES));
    expect(Object.keys(receiptVariables(SUBMISSION)).sort()).toEqual(
      [...RECEIPT_TEMPLATE_VARIABLES].sort(),
    );
  });
});

test('English and Arabic subjects say whose message it is', () => {
  const subject = (language: string) => asSes(source(language, 'message', 'subject.txt'), VALUES);
  expect(subject('en')).toBe('Message from Ada Lovelace');
  expect(subject('ar')).toBe('رسالة من Ada Lovelace');
});

test('control: the SES rendering notices a variable that is not passed', () => {
  expect(() => asSes('{{nobody}}', variablesOf(SUBMISSION))).toThrow(/nobody/);
});
