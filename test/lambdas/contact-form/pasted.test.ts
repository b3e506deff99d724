import type { CustomField } from '../../../lambdas/contact-form/contract';
import { validateForm } from '../../../lambdas/contact-form/core/validate-form';
import { VALUES } from './submit-fakes';

// What people paste from Word, PDF, web pages and their phone's contacts: none of it is seen, and nobody
// can take it out by hand.

const FIELDS: readonly CustomField[] = [
  { name: 'city', label: 'City', type: 'text', required: false, maxLength: 40 },
  { name: 'phone', label: 'Phone', type: 'tel', required: false },
  { name: 'plan', label: 'Plan', type: 'select', required: false, options: ['\u200fA', 'B'] },
];

/** What is stored of a field, or why it is refused. */
function stored(field: string, value: string): unknown {
  const result = validateForm({ ...VALUES, [field]: value }, { fields: FIELDS });
  return 'values' in result ? result.values[field] : result.errors;
}

describe('an e-mail address is taken without', () => {
  test.each([
    ['U+200B', 'ada@\u200bexample.org'],
    ['U+200C', 'ada\u200c@example.org'],
    ['U+200D', 'ada@example\u200d.org'],
    ['U+200E', '\u200eada@example.org\u200e'],
    ['U+202A', '\u202aada@example.org\u202c'],
    ['U+2068', '\u2068ada@example.org\u2069'],
    ['U+00AD', 'ada@exam\u00adple.org'],
    ['U+2060', 'ada@example\u2060.org'],
    ['U+FEFF', '\ufeffada@example.org'],
    ['U+FE0F', 'ada@example.org\ufe0f'],
    ['U+00A0', '\u00a0ada@example.org\u00a0'],
    ['U+3000', 'ada@example.org\u3000'],
    ['U+0009', 'ada@example.org\t'],
    ['U+000B', 'ada@example.org\v'],
    ['U+0000', 'ada@exam\0ple.org'],
    ['full-width signs', 'ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ'],
    ['an ideographic full stop', 'ada@ｅxample。org'],
  ])('%s', (_, value) => {
    expect(stored('email', value)).toBe('ada@example.org');
  });

  test('an internationalised domain in letters, which JSON clients send and browsers do not', () => {
    expect(stored('email', 'jane@müller.de')).toBe('jane@xn--mller-kva.de');
    expect(stored('email', 'jane@mu\u0308ller.de')).toBe('jane@xn--mller-kva.de');
    expect(stored('email', 'jane@例え.テスト')).toBe('jane@xn--r8jz45g.xn--zckzah');
    expect(stored('email', 'jane@xn--mller-kva.de')).toBe('jane@xn--mller-kva.de');
  });

  test.each([
    'a@exämple.org/x',
    'a@ä%2eorg',
    'a@１２７.０.０.１',
    'a@ä..org',
    'a@[ä]',
    'a@ä_b.org',
  ])('but %s is no address, however a URL would read it', (value) => {
    expect(stored('email', value)).toMatchObject([{ field: 'email' }]);
  });
});

describe.each(['name', 'city'])('the line %s', (field) => {
  test.each([
    ['a tab of a table', 'Ada\tLovelace'],
    ['a line break of Word', 'Ada\vLovelace'],
    ['a page break of a PDF', 'Ada\fLovelace'],
    ['a next line (U+0085)', 'Ada\u0085Lovelace'],
    ['a line separator', 'Ada\u2028Lovelace'],
    ['a paragraph separator', 'Ada\u2029Lovelace'],
  ])('has a space for %s', (_, value) => {
    expect(stored(field, value)).toBe('Ada Lovelace');
  });

  test.each([
    ...['\0', '\b', '\x1b', '\x7f', '\x92', '\ud83d', '\udc00', '\ufffe', '\ufdd0'],
    ...['\u00ad', '\u200b', '\u200e', '\u200f', '\u202e', '\u2060', '\u2066', '\ufeff', '\u3164'],
  ])('loses %j, which nobody sees', (character) => {
    expect(stored(field, `Ada${character} Lovelace${character}`)).toBe('Ada Lovelace');
  });

  test('keeps joiners, marks and tags, which change what is seen', () => {
    for (const value of [
      'می\u200cخواهم',
      '👩🏽\u200d🚀',
      '❤\ufe0f',
      '🏴\u{e0067}\u{e0062}\u{e007f}',
      'e\u0301',
    ]) {
      expect(stored(field, value)).toBe(value);
    }
  });
});

test.each(['\u200b', '\u200d\ufe0f', '\u3164', ' \ufeff\0 '])(
  'a field that shows nothing (%j) is not filled in',
  (value) => {
    for (const field of ['name', 'email', 'message']) {
      expect(stored(field, value)).toEqual([{ field, fault: 'missing' }]);
    }
  },
);

test('a message keeps its lines and tabs, and each line break of other programs', () => {
  const pasted =
    '\ufeffone\vtwo\fthree\u0085four\u2028five\u2029six\r\n\tseven\x07\x1b\ud83d!\u200e';
  expect(stored('message', pasted)).toBe('one\ntwo\nthree\nfour\nfive\nsix\n\tseven!\u200e');
});

test('a phone number loses marks of direction, which a phone’s contacts copy along', () => {
  expect(stored('phone', '\u202a+1\u00a0555\u20110100\u202c')).toBe('+1\u00a0555\u20110100');
});

test('an option is compared as its owner wrote it', () => {
  expect(stored('plan', '\u200fA')).toBe('\u200fA');
  expect(stored('plan', 'A')).toEqual([{ field: 'plan', fault: 'not-option' }]);
});
