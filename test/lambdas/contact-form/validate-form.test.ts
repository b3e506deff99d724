import {
  EMAIL_MAX,
  MESSAGE_MAX,
  NAME_MAX,
  validateForm,
} from '../../../lambdas/contact-form/core/validate-form';
import { FORM } from './fakes';

function reasonFor(field: string, value: unknown): string | undefined {
  const result = validateForm({ ...FORM, [field]: value });
  if (!('errors' in result)) return undefined;
  expect(result.errors.map((error) => error.field)).toEqual([field]);
  return result.errors[0].reason;
}

describe('contact form', () => {
  test('accepts name, email and message, and drops everything else', () => {
    expect(validateForm({ ...FORM, phone: '1', submit: 'Send' })).toEqual({ form: FORM });
  });

  test('names every wrong field at once, in the order of the page', () => {
    expect(validateForm({ message: ' ', email: 'nobody', mesage: 'typo' })).toEqual({
      errors: [
        { field: 'name', reason: 'must be filled in' },
        { field: 'email', reason: 'must be a plain address such as name@example.com' },
        { field: 'message', reason: 'must be filled in' },
      ],
    });
  });

  test.each([undefined, null, '', '  ', '\r\n'])('refuses %j as not filled in', (value) => {
    for (const field of ['name', 'email', 'message']) {
      expect(reasonFor(field, value)).toBe('must be filled in');
    }
  });

  test.each([1, true, {}, [], ['Ada']])('refuses %j, which is not a text', (value) => {
    expect(reasonFor('name', value)).toBe('must be a single text');
  });

  test('trims what surrounds a value', () => {
    const form = { name: ' Ada\t', email: ' ada@example.org ', message: '\n Hello \r\n' };
    expect(validateForm(form)).toEqual({
      form: { name: 'Ada', email: 'ada@example.org', message: 'Hello' },
    });
  });

  test('takes values of the longest length and refuses one character more', () => {
    const domain = `@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`;
    const longestEmail = `${'l'.repeat(64)}${domain}`.padEnd(EMAIL_MAX, 'm');
    expect(longestEmail).toHaveLength(EMAIL_MAX);
    expect(reasonFor('name', 'n'.repeat(NAME_MAX))).toBeUndefined();
    expect(reasonFor('email', longestEmail)).toBeUndefined();
    expect(reasonFor('message', 'm'.repeat(MESSAGE_MAX))).toBeUndefined();
    expect(reasonFor('name', 'n'.repeat(NAME_MAX + 1))).toBe(
      'must have at most 100 characters, found 101',
    );
    expect(reasonFor('email', `${longestEmail}m`)).toMatch(/at most 254 .* 255/);
    expect(reasonFor('message', 'm'.repeat(MESSAGE_MAX + 1))).toMatch(/at most 10000 .* 10001/);
  });

  test('counts a line break as one character, as the browser does', () => {
    expect(reasonFor('message', 'a\r\n'.repeat(MESSAGE_MAX / 2))).toBeUndefined();
  });

  test('keeps the lines of a message', () => {
    const result = validateForm({ ...FORM, message: 'one\r\n\ttwo\rthree' });
    expect(result).toEqual({ form: { ...FORM, message: 'one\n\ttwo\nthree' } });
  });

  test.each(['\n', '\r', '\r\n', '\u2028', '\u2029', '\0', '\x7f', '\ud800', '\ufffe'])(
    'refuses %j in what becomes a header',
    (character) => {
      expect(reasonFor('name', `Ada${character}Bcc: all@example.org`)).toMatch(/single line/);
      expect(reasonFor('email', `ada@example.org${character}x`)).toMatch(/single line|plain/);
    },
  );

  test.each(['\0', '\x1b', '\x85', '\ud800', '\uffff'])('refuses %j in a message', (character) => {
    expect(reasonFor('message', `a${character}b`)).toBe('must not contain control characters');
  });

  test('takes any script and emoji', () => {
    const form = { ...FORM, name: 'Ζωή 张伟 👩🏽‍🚀', message: 'مرحبا 🌍' };
    expect(validateForm(form)).toEqual({ form });
  });
});

describe('reply address', () => {
  test.each([
    'a@b.co',
    "o'hara+news@mail.example.org",
    'first.last@sub-domain.example.museum',
    'x@xn--bcher-kva.example',
  ])('%s is accepted', (email) => {
    expect(reasonFor('email', email)).toBeUndefined();
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
    'ада@example.org',
    `${'l'.repeat(65)}@example.org`,
  ])('%s is refused', (email) => {
    expect(reasonFor('email', email)).toMatch(/plain address/);
  });

  test('is decided in linear time', () => {
    const startedAt = performance.now();
    expect(reasonFor('email', `${'a.'.repeat(126)}@`)).toMatch(/plain address/);
    expect(reasonFor('email', `a@${'a-'.repeat(126)}`)).toMatch(/plain address/);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
