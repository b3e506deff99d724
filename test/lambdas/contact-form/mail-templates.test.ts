import Handlebars from 'handlebars';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  MAIL_TEMPLATES,
  MESSAGE_TEMPLATE_VARIABLES,
  RECEIPT_TEMPLATE_VARIABLES,
} from '../../../lambdas/contact-form/contract';
import { messageVariables } from '../../../lambdas/contact-form/core/mail-variables';
import { FORM, ID, SUBMISSION } from './fakes';

const FOLDER = path.join(__dirname, '../../../lambdas/contact-form/email');
const PARTS = ['subject.txt', 'txt', 'html'] as const;
const source = (template: string, part: string) =>
  readFileSync(path.join(FOLDER, `${template}.${part}`), 'utf8').trim();

/** As SES renders: Handlebars without escaping; an absent variable is an error. */
function asSes(template: string, variables: Record<string, string>): string {
  return Handlebars.compile(template, { noEscape: true, strict: true })(variables);
}

/** As the emulator renders: plain replacement, one variable after the other. */
function asEmulator(template: string, variables: Record<string, string>): string {
  return Object.entries(variables).reduce(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
    template,
  );
}

function variablesIn(template: string): string[] {
  return [...template.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? '');
}

const HOSTILE = {
  ...SUBMISSION,
  form: {
    name: `<img src=x onerror="alert(1)"> & 'Co'`,
    email: `o'hara&sons@example.org`,
    message: `</div><script>alert(2)</script>\n"second" line`,
  },
};

describe.each([
  ['SES', asSes],
  ['the emulator', asEmulator],
] as const)('message as %s renders it', (_, render) => {
  const part = (name: (typeof PARTS)[number], submission = SUBMISSION) =>
    render(source('message', name), messageVariables(submission));

  test('shows who wrote what and when, in text and HTML', () => {
    for (const name of ['txt', 'html'] as const) {
      for (const value of [FORM.name, FORM.email, 'Hello', 'there', ID]) {
        expect(part(name)).toContain(value);
      }
    }
    expect(part('subject.txt')).toBe(`Message from ${FORM.name}`);
  });

  test('escapes what a visitor typed in HTML', () => {
    const html = part('html', HOSTILE);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;Co&#39;');
    expect(html).toContain('o&#39;hara&amp;sons@example.org');
    expect(html).not.toMatch(/<(img|script)/);
    expect(html.match(/<\/div>/g)).toHaveLength(1);
  });

  test('keeps the lines of the message in HTML', () => {
    expect(part('html')).toContain('Hello<br>\nthere');
  });

  test('shows in subject and text what a visitor typed, without entities', () => {
    expect(part('subject.txt', HOSTILE)).toBe(`Message from ${HOSTILE.form.name}`);
    expect(part('txt', HOSTILE)).toContain(HOSTILE.form.message);
    expect(part('txt', HOSTILE)).not.toMatch(/&\w+;|&#/);
  });
});

test('SES does not run a template that a visitor typed', () => {
  const form = { ...FORM, name: '{{email}}', message: '{{#each this}}{{this}}{{/each}}' };
  const text = asSes(source('message', 'txt'), messageVariables({ ...SUBMISSION, form }));
  expect(text).toContain('{{#each this}}{{this}}{{/each}}');
});

describe('mail templates', () => {
  test('have a subject, a text and an HTML part each, and no other file', () => {
    const expected = MAIL_TEMPLATES.flatMap((name) => PARTS.map((part) => `${name}.${part}`));
    expect(readdirSync(FOLDER).sort()).toEqual(expected.sort());
  });

  test.each(MAIL_TEMPLATES)('%s has a subject of one line', (name) => {
    expect(source(name, 'subject.txt')).not.toMatch(/[\r\n]/);
  });

  test('use only variables that deliver passes, or SES would silently send nothing', () => {
    const used = PARTS.flatMap((part) => variablesIn(source('message', part)));
    expect(new Set(used)).toEqual(new Set<string>(MESSAGE_TEMPLATE_VARIABLES));
    expect(Object.keys(messageVariables(SUBMISSION)).sort()).toEqual(
      [...MESSAGE_TEMPLATE_VARIABLES].sort(),
    );
  });

  test('take only escaped text into HTML', () => {
    const typed = ['name', 'email', 'message'];
    expect(variablesIn(source('message', 'html')).filter((v) => typed.includes(v))).toEqual([]);
  });

  test('never mail a visitor what a visitor typed', () => {
    const used = PARTS.flatMap((part) => variablesIn(source('receipt', part)));
    expect(new Set(used)).toEqual(new Set<string>(RECEIPT_TEMPLATE_VARIABLES));
  });

  test('control: the SES rendering notices a variable that is not passed', () => {
    expect(() => asSes('{{nobody}}', messageVariables(SUBMISSION))).toThrow(/nobody/);
  });
});
