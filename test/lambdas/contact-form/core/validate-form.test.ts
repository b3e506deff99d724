import { runInNewContext } from 'node:vm';
import {
  type CustomField,
  EMAIL_MAX,
  STANDARD_FIELDS,
  TEL_MAX,
} from '../../../../lambdas/contact-form/contract';
import { validateForm } from '../../../../lambdas/contact-form/core/validate-form';
import { VALUES } from '../submit-fakes';

const NAME_MAX = STANDARD_FIELDS[0].maxLength;
const MESSAGE_MAX = STANDARD_FIELDS[2].maxLength;

const OWN_FIELDS: readonly CustomField[] = [
  { name: 'subject', label: 'Subject', type: 'text', required: false, maxLength: 20 },
  { name: 'story', label: 'Story', type: 'textarea', required: false, maxLength: 30 },
  { name: 'phone', label: 'Phone', type: 'tel', required: false },
  { name: 'other', label: 'Other address', type: 'email', required: false },
  { name: 'plan', label: 'Plan', type: 'select', required: false, options: ['Basic', 'ممتاز'] },
  { name: 'terms', label: 'Terms', type: 'consent', required: false },
];
const own = { fields: OWN_FIELDS };
const required = { fields: OWN_FIELDS.map((field) => ({ ...field, required: true })) };

/** What is wrong with one field, all others being right. */
function faultOf(field: string, value: unknown): unknown {
  const result = validateForm({ ...VALUES, [field]: value }, own);
  if (!('errors' in result)) return undefined;
  expect(result.errors.map((error) => error.field)).toEqual([field]);
  return result.errors[0].fault;
}

/** What is stored of one field. */
function valueOf(field: string, value: unknown): string | undefined {
  const result = validateForm({ ...VALUES, [field]: value }, own);
  return 'values' in result ? result.values[field] : undefined;
}

/** Runs what a timer of Jest cannot end, as a pattern leaves it no turn. Only a hang takes minutes. */
function withinMinutes<T>(decide: () => T, timeout = 120_000): T {
  return runInNewContext('decide()', { decide }, { timeout }) as T;
}

describe('contact form', () => {
  test('accepts name, email and message, and drops what it does not know', () => {
    const input = { ...VALUES, fax: '1', submit: 'Send', toString: 'x' };
    expect(validateForm(input, { fields: [] })).toEqual({ values: VALUES });
  });

  test('names every wrong field at once, in the order of the page', () => {
    const input = { message: ' ', email: 'nobody', mesage: 'typo' };
    expect(validateForm(input, required)).toEqual({
      errors: [
        { field: 'name', fault: 'missing' },
        { field: 'email', fault: 'not-address' },
        { field: 'message', fault: 'missing' },
        { field: 'subject', fault: 'missing' },
        { field: 'story', fault: 'missing' },
        { field: 'phone', fault: 'missing' },
        { field: 'other', fault: 'missing' },
        { field: 'plan', fault: 'missing' },
        { field: 'terms', fault: 'not-consent' },
      ],
    });
  });

  test.each([undefined, null, '', '  ', '\r\n'])('takes %j for not filled in', (value) => {
    for (const field of ['name', 'email', 'message']) {
      expect(faultOf(field, value)).toBe('missing');
    }
    const given = Object.fromEntries(OWN_FIELDS.map(({ name }) => [name, value]));
    expect(validateForm({ ...VALUES, ...given }, own)).toEqual({ values: VALUES });
  });

  test.each([1.5, 1e21, 2 ** 53, true, {}, [], ['Ada'], [4420]])(
    'refuses %j, which is not a text',
    (value) => {
      // `true` ticks a box.
      const fields = [...STANDARD_FIELDS, ...OWN_FIELDS].filter(({ type }) => type !== 'consent');
      for (const { name } of fields) expect(faultOf(name, value)).toBe('not-text');
    },
  );

  test('takes a whole number of JSON for its digits', () => {
    expect(valueOf('phone', 442079460000)).toBe('442079460000');
    expect(valueOf('subject', 12345)).toBe('12345');
    expect(valueOf('name', 7)).toBe('7');
    expect(faultOf('phone', 12)).toBe('not-phone');
    expect(faultOf('plan', 1)).toBe('not-option');
  });

  test('takes a box of JSON for ticked or not', () => {
    expect(valueOf('terms', true)).toBe('yes');
    expect(faultOf('terms', false)).toBeUndefined();
    expect(valueOf('terms', false)).toBeUndefined();
    expect(validateForm({ ...VALUES, terms: false }, required)).toMatchObject({
      errors: expect.arrayContaining([{ field: 'terms', fault: 'not-consent' }]) as unknown,
    });
    expect(faultOf('terms', 1)).toBe('not-consent');
  });

  test('trims what surrounds a value', () => {
    const input = { name: ' Ada\t', email: ' ada@example.org ', message: '\n Hello \r\n' };
    expect(validateForm(input, own)).toEqual({
      values: { name: 'Ada', email: 'ada@example.org', message: 'Hello' },
    });
  });

  test('takes values of the longest length and refuses one character more', () => {
    const domain = `@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`;
    const email = `${'l'.repeat(64)}${domain}`.padEnd(EMAIL_MAX, 'm');
    for (const [field, longest] of Object.entries({
      name: 'n'.repeat(NAME_MAX),
      email,
      message: '\u{1f30d}'.repeat(MESSAGE_MAX / 2),
      subject: 's'.repeat(20),
      story: 't'.repeat(30),
      phone: '1'.repeat(TEL_MAX),
      other: email,
    })) {
      expect(faultOf(field, longest)).toBeUndefined();
      expect(faultOf(field, `${longest}1`)).toEqual({
        max: longest.length,
        found: longest.length + 1,
      });
    }
  });

  test('counts a line break as one character, as the browser does', () => {
    expect(faultOf('message', 'a\r\n'.repeat(MESSAGE_MAX / 2))).toBeUndefined();
  });

  test('keeps the lines of a message', () => {
    const result = validateForm({ ...VALUES, message: 'one\r\n\ttwo\rthree' }, own);
    expect(result).toEqual({ values: { ...VALUES, message: 'one\n\ttwo\nthree' } });
  });

  test.each(['\n', '\r', '\r\n'])('refuses %j in what is a single line', (character) => {
    for (const field of ['name', 'subject', 'phone', 'other', 'plan', 'terms']) {
      expect(faultOf(field, `1${character}Bcc: a@b.org`)).toBe('not-single-line');
    }
    expect(faultOf('email', `ada@example.org${character}x`)).toBe('not-single-line');
  });

  test('takes any script and emoji as they are', () => {
    const values = { ...VALUES, name: 'Ζωή 张伟 👩🏽‍🚀', message: 'e\u0301 مرحبا \u202bעם\u202c 🌍' };
    expect(validateForm(values, own)).toEqual({ values });
  });
});

describe('a field of the owner’s own', () => {
  test.each([
    '+44 20 7946 0000',
    '(030) 1234-56',
    '٠١٢٣٤٥',
    '110 x 7',
    '+44 20 7946\u22120000',
    '03ー1234ー5678',
    '03ｰ1234ｰ5678',
    '＋８１（３）１２３４－５６７８',
    '０３．１２３４．５６７８',
    '+44 [0] 20 7946 0000',
    '【03】1234-5678',
    '030/1234~56',
    '03〜1234～5678',
    '020 7946 0000 extension 12',
    '020 7946 0000, ext. 12',
    '030 1234 Durchwahl 56',
    '03-1234-5678 内線12',
    '01 23 45 67 89 poste 12',
    '1-800-FLOWERS',
    '☎ 030 1234',
    'Tel.: 030·1234·56',
    '555\u00a0010\u2009 0',
    '030 1234 | 0170 1234',
  ])('takes %j for a phone number, as it is written', (value) => {
    expect(valueOf('phone', value)).toBe(value);
  });

  test.each([
    '12',
    'call me',
    '555 0100 <b>',
    '----',
    'a@b.co',
    'jane123@example.com',
    'https://example.com/123',
    'I am at home on 24 and 25 December',
    '12 €/345',
  ])('%j is no phone', (value) => {
    expect(faultOf('phone', value)).toBe('not-phone');
  });

  test('takes one of its options and nothing else', () => {
    expect(faultOf('plan', 'ممتاز')).toBeUndefined();
    for (const value of ['basic', 'Basic,ممتاز', 'length']) {
      expect(faultOf('plan', value)).toBe('not-option');
    }
  });

  test('stores a consent as yes, whatever a ticked checkbox sends', () => {
    for (const terms of ['yes', 'on']) {
      expect(validateForm({ ...VALUES, terms }, own)).toEqual({
        values: { ...VALUES, terms: 'yes' },
      });
    }
    for (const value of ['no', 'YES', 'true']) expect(faultOf('terms', value)).toBe('not-consent');
  });
});

describe('reply address', () => {
  test.each([
    'a@b.co',
    "o'hara+news@mail.example.org",
    'first.last@sub-domain.example.museum',
    'x@xn--bcher-kva.example',
  ])('%s is accepted', (email) => {
    expect(faultOf('email', email)).toBeUndefined();
  });

  test.each([
    'nobody',
    'nobody@',
    '@example.org',
    'a@b',
    'a@b@c.org',
    'a b@example.org',
    '.a@example.org',
    'a..b@example.org',
    'a@-b.org',
    'a@b-.org',
    'a@example..org',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '"a b"@example.org',
    'Ada <ada@example.org>',
    'ada@example.org, eve@example.org',
    `${'l'.repeat(65)}@example.org`,
  ])('%s is refused', (email) => {
    expect(faultOf('email', email)).toBe('not-address');
  });

  test.each(['ада@example.org', 'jörg@müller.de', 'jos\u0301e@example.org'])(
    '%s is refused with the reason, as SES takes no other letters than ASCII before the @',
    (email) => {
      expect(faultOf('email', email)).toBe('not-mailable');
    },
  );

  test.each([
    ['email', `${'a.'.repeat(126)}@`, 'not-address'],
    ['email', `a@${'a-'.repeat(126)}`, 'not-address'],
    ['phone', `${'1x'.repeat(19)}<`, 'not-phone'],
  ])('and phone number are decided without endless backtracking (%s %s)', (field, value, fault) => {
    expect(withinMinutes(() => faultOf(field, value))).toBe(fault);
  });

  test('control: a pattern that backtracks without end is ended', () => {
    const endless = () => /^(a+)+$/.test(`${'a'.repeat(126)}!`);
    expect(() => withinMinutes(endless, 100)).toThrow('timed out');
  });
});
