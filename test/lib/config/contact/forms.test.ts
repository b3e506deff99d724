import { RESERVED_FIELD_NAMES } from '../../../../lambdas/contact-form/contract';
import { parseConfig } from '../../../../lib/config/parse-config';
import { onlyProblemOf, problemsOf, withFields, withForms } from '../../../helpers/sample';

const form = (name: string, change: object = {}) => ({
  name,
  recipients: ['owner@example.com'],
  ...change,
});
const parsedForms = (...forms: readonly object[]) => parseConfig(withForms(...forms)).contact.forms;

const text = { name: 'company', label: 'Company', type: 'text' };
const select = { name: 'topic', label: 'Topic', type: 'select', options: ['One', 'Two'] };
const parsedFields = (...fields: readonly object[]) =>
  parseConfig(withFields(...fields)).contact.forms[0]?.fields;

describe('form', () => {
  test('is in English, asks for a proof of work and sends no receipt unless told', () => {
    expect(parsedForms(form('contact'))).toEqual([
      {
        name: 'contact',
        language: 'en',
        recipients: ['owner@example.com'],
        receipt: false,
        proofOfWork: true,
        fields: [],
        page: 'index.html',
        thankYouPage: 'thank-you.html',
      },
    ]);
  });

  test("keeps the owner's choices", () => {
    const own = { language: 'ar', receipt: true, proofOfWork: false };
    expect(parsedForms(form('contact', own))).toMatchObject([own]);
  });

  test('has the front page if it is the first, else pages by its name', () => {
    const pages = parsedForms(form('sales'), form('help-desk')).map(({ page, thankYouPage }) => [
      page,
      thankYouPage,
    ]);
    expect(pages).toEqual([
      ['index.html', 'thank-you.html'],
      ['help-desk.html', 'help-desk-thank-you.html'],
    ]);
  });

  test.each(['a', 'form-2', 'a'.repeat(20)])('may be called %p', (name) => {
    expect(problemsOf(withForms(form(name)))).toEqual([]);
  });

  test.each([
    ['Contact', 'short name'],
    ['2nd', 'short name'],
    ['a_b', 'short name'],
    ['a--b', 'short name'],
    ['a-', 'short name'],
    ['../a', 'short name'],
    ['a'.repeat(21), 'short name'],
    ['', 'short name'],
    ['smoke-test', 'Waypost uses this name'],
    ['index', 'Waypost uses this name'],
    ['thank-you', 'Waypost uses this name'],
    ['404', 'Waypost uses this name'],
  ])('is not called %p', (name, fix) => {
    expect(onlyProblemOf(withForms(form(name)))).toMatchObject({
      path: 'contact.forms[0].name',
      found: name,
      expected: expect.stringContaining('at most 20 characters') as string,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['language', 'fr', 'one of "en", "ar"'],
    ['receipt', 'yes', 'true or false'],
    ['proofOfWork', 1, 'true or false'],
    ['recipients', [], 'at least 1 and at most 50'],
    ['recipients', undefined, 'a list of e-mail addresses'],
    ['fields', {}, 'at most 20'],
  ])('refuses %s: %p', (key, value, expected) => {
    expect(onlyProblemOf(withForms(form('contact', { [key]: value })))).toMatchObject({
      path: `contact.forms[0].${key}`,
      found: value,
      expected: expect.stringContaining(expected) as string,
    });
  });

  test('mails at most 50 recipients, as SES takes no more', () => {
    const recipients = Array.from({ length: 51 }, (_, index) => `owner${index}@example.com`);
    expect(onlyProblemOf(withForms(form('contact', { recipients })))).toMatchObject({
      path: 'contact.forms[0].recipients',
      fix: 'remove some',
    });
    const fewer = { recipients: recipients.slice(1) };
    expect(problemsOf(withForms(form('contact', fewer)))).toEqual([]);
  });

  test('names each recipient once, while another form may have the same', () => {
    const recipients = ['a@example.com', 'A@example.com'];
    expect(onlyProblemOf(withForms(form('contact', { recipients })))).toMatchObject({
      path: 'contact.forms[0].recipients[1]',
      fix: 'remove the repeated value',
    });
    expect(problemsOf(withForms(form('a'), form('b')))).toEqual([]);
  });

  test('does not know a key of another name', () => {
    expect(onlyProblemOf(withForms(form('contact', { receit: true })))).toMatchObject({
      path: 'contact.forms[0].receit',
      fix: expect.stringContaining('did you mean "receipt"?') as string,
    });
  });
});

describe('forms', () => {
  test('are at most 10', () => {
    const forms = Array.from({ length: 11 }, (_, index) => form(`form${index}`));
    expect(onlyProblemOf(withForms(...forms))).toMatchObject({
      path: 'contact.forms',
      expected: 'a list of forms, at least 1 and at most 10',
    });
    expect(problemsOf(withForms(...forms.slice(1)))).toEqual([]);
  });

  test('have names of their own', () => {
    expect(onlyProblemOf(withForms(form('a'), form('b'), form('a')))).toMatchObject({
      path: 'contact.forms[2].name',
      found: 'a',
      expected: 'another name than that of contact.forms[0]',
    });
  });

  test('have no name that is the thank-you page of another', () => {
    expect(onlyProblemOf(withForms(form('contact'), form('b'), form('b-thank-you')))).toMatchObject(
      {
        path: 'contact.forms[2].name',
        found: 'b-thank-you',
        expected: 'a name whose page is not a page of contact.forms[1]',
      },
    );
    // The first one's thank-you page has another name.
    expect(problemsOf(withForms(form('b'), form('b-thank-you')))).toEqual([]);
  });

  test('are short enough together for a command that bundles them', () => {
    const options = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(100, 'ع'));
    const fields = Array.from({ length: 10 }, (_, index) => ({
      ...select,
      name: `f${index}`,
      options,
    }));
    expect(onlyProblemOf(withFields(...fields))).toMatchObject({
      path: 'contact.forms',
      found: expect.stringMatching(/^1\d{5} bytes$/) as string,
      expected: 'at most 100000 bytes for all forms together',
    });
    expect(problemsOf(withFields(...fields.slice(1)))).toEqual([]);
  });

  test('tell every mistake at once', () => {
    const faulty = [
      form('contact', { fields: [{ ...text, name: 'email', label: '' }, text, text] }),
      form('Contact', { language: 'de', recipients: ['nobody'] }),
    ];
    expect(problemsOf(withForms(...faulty)).map(({ path }) => path)).toEqual([
      'contact.forms[0].fields[0].name',
      'contact.forms[0].fields[0].label',
      'contact.forms[1].name',
      'contact.forms[1].language',
      'contact.forms[1].recipients[0]',
      'contact.forms[0].fields[2].name',
    ]);
  });
});

describe('field', () => {
  test('of each type is taken, optional and of 200 characters unless told', () => {
    expect(
      parsedFields(
        text,
        { ...text, name: 'note', maxLength: 1000, required: true },
        { name: 'other', label: 'Other', type: 'email' },
        { name: 'phone', label: 'Telephone', type: 'tel' },
        select,
        { name: 'agreed', label: 'I agree', type: 'consent', required: true },
      ),
    ).toEqual([
      { ...text, required: false, maxLength: 200 },
      { ...text, name: 'note', required: true, maxLength: 1000 },
      { name: 'other', label: 'Other', type: 'email', required: false },
      { name: 'phone', label: 'Telephone', type: 'tel', required: false },
      { ...select, required: false },
      { name: 'agreed', label: 'I agree', type: 'consent', required: true },
    ]);
  });

  test.each([
    ['phone', 'write type "tel"'],
    ['checkbox', 'write type "consent"'],
    ['file', 'no attachments'],
    ['colour', 'use one of these types'],
  ])('is not of type %p, and synth says what to write', (type, fix) => {
    expect(onlyProblemOf(withFields({ ...text, type }))).toMatchObject({
      path: 'contact.forms[0].fields[0].type',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each(RESERVED_FIELD_NAMES)('is not called %p, which every form has', (name) => {
    expect(onlyProblemOf(withFields({ ...text, name }))).toMatchObject({
      path: 'contact.forms[0].fields[0].name',
      fix: `choose another name: every form has a field "${name}"`,
    });
  });

  test.each([
    ['', 'short name'],
    ['2nd', 'short name'],
    ['a b', 'short name'],
    ['a.b', 'short name'],
    ['هاتف', 'short name'],
    ['a\n', 'remove the invisible character U+000A'],
    ['a'.repeat(41), 'short name'],
    ['constructor', 'browsers use this name for something else'],
    ['submit', 'browsers use this name for something else'],
  ])('is not called %p', (name, fix) => {
    expect(onlyProblemOf(withFields({ ...text, name }))).toMatchObject({
      path: 'contact.forms[0].fields[0].name',
      found: name,
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each(['a', 'Phone_2-b', 'a'.repeat(40)])('may be called %p', (name) => {
    expect(problemsOf(withFields({ ...text, name }))).toEqual([]);
  });

  test.each([
    ['', 'the text that visitors read'],
    ['  ', 'the text that visitors read'],
    ['a\nb', 'line breaks'],
    ['a\u2028b', 'line breaks'],
    ['a\tb', 'control characters'],
    [' a', 'write "a"'],
    ['a'.repeat(101), 'shorten'],
  ])('has no label %p', (label, fix) => {
    expect(onlyProblemOf(withFields({ ...text, label }))).toMatchObject({
      path: 'contact.forms[0].fields[0].label',
      found: label,
      expected: 'one line of 1 to 100 characters',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    ['without a type', { ...text, type: undefined }, 'type', 'text, email, tel, select or consent'],
    [
      'of an unknown type',
      { ...text, type: 'textarea' },
      'type',
      'text, email, tel, select or consent',
    ],
    ['of no characters', { ...text, maxLength: 0 }, 'maxLength', '1 to 1000'],
    ['of too many characters', { ...text, maxLength: 1001 }, 'maxLength', '1 to 1000'],
    [
      'with a length that its type has not',
      { ...text, type: 'tel', maxLength: 9 },
      'maxLength',
      'one of the keys name, label, required, type',
    ],
    [
      'with options that its type has not',
      { ...text, options: ['a'] },
      'options',
      'one of the keys',
    ],
    ['with `required` as text', { ...text, required: 'yes' }, 'required', 'true or false'],
    ['without options', { ...select, options: undefined }, 'options', 'at least 1 and at most 50'],
    ['with no options', { ...select, options: [] }, 'options', 'at least 1 and at most 50'],
    ['with an empty option', { ...select, options: ['a', ''] }, 'options[1]', '1 to 100'],
    ['with an option of two lines', { ...select, options: ['a\r\nb'] }, 'options[0]', 'one line'],
    ['with a long option', { ...select, options: ['a'.repeat(101)] }, 'options[0]', '1 to 100'],
    ['with the same option twice', { ...select, options: ['a', 'b', 'a'] }, 'options[2]', 'once'],
    [
      'with too many options',
      { ...select, options: Array.from({ length: 51 }, (_, index) => `option ${index}`) },
      'options',
      'at least 1 and at most 50',
    ],
  ])('%s is refused', (_, field, path, expected) => {
    expect(onlyProblemOf(withFields(field))).toMatchObject({
      path: `contact.forms[0].fields[0].${path}`,
      expected: expect.stringContaining(expected) as string,
    });
  });
});

describe('fields', () => {
  test('have names of their own within their form', () => {
    expect(onlyProblemOf(withFields(text, select, text))).toMatchObject({
      path: 'contact.forms[0].fields[2].name',
      expected: 'another name than that of contact.forms[0].fields[0]',
      fix: 'give each field another name',
    });
    const twice = [form('a', { fields: [text] }), form('b', { fields: [text] })];
    expect(problemsOf(withForms(...twice))).toEqual([]);
  });

  test('are at most 20', () => {
    const fields = Array.from({ length: 21 }, (_, index) => ({ ...text, name: `field${index}` }));
    expect(onlyProblemOf(withFields(...fields))).toMatchObject({
      path: 'contact.forms[0].fields',
      expected: 'a list of fields, at most 20',
    });
    expect(problemsOf(withFields(...fields.slice(1)))).toEqual([]);
  });
});
