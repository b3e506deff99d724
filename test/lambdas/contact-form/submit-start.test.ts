import {
  FORMS_VARIABLE,
  SUBMISSION_STATUS_ENV,
  SUBMIT_ENV,
} from '../../../lambdas/contact-form/contract';
import { LANGUAGES } from '../../../lambdas/contact-form/contract';
import { textsOf } from '../../../lambdas/contact-form/texts/texts';
import { bundleOf, coldStart } from './start';
import { FORMS } from './submit-fakes';

const SUBMIT = {
  [SUBMIT_ENV.metricNamespace]: 'Waypost/Contact',
  [SUBMIT_ENV.environment]: 'dev',
  [SUBMIT_ENV.queueUrl]: 'https://queue',
  [SUBMIT_ENV.guardTable]: 'guard',
  [SUBMIT_ENV.siteOrigin]: 'https://example.com',
  [SUBMIT_ENV.allowedOrigins]: 'https://example.com',
  [FORMS_VARIABLE]: JSON.stringify(FORMS),
};
const STATUS = { [SUBMISSION_STATUS_ENV.tableName]: 'table' };

describe.each([
  ['submit', SUBMIT],
  ['submission-status', STATUS],
])('%s', (file, environment: Record<string, string>) => {
  test('starts with what its contract names and nothing more', () => {
    expect(coldStart(file, environment)).toBeInstanceOf(Function);
  });

  test.each(Object.keys(environment))('fails at cold start, by name, without %s', (name) => {
    expect(() => coldStart(file, { ...environment, [name]: '' })).toThrow(`empty: ${name}.`);
  });

  test('is a bundle of less than 60 kB, with the forms in it', () => {
    const { bytes, text } = bundleOf(file, '["forms"]');
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(60_000);
    expect(text).not.toContain(`env.${FORMS_VARIABLE}`);
    expect(text.includes('["forms"]')).toBe(file === 'submit');
  });
});

describe('the sentences of a language', () => {
  const sentences = LANGUAGES.map((language) => {
    const { direction, reasons, tooLarge, limited, ...rest } = textsOf(language);
    const { 'too-long': tooLong, ...others } = reasons;
    const made = [tooLarge(5), limited(1), limited(2), tooLong(100, 101)];
    const { labels, ...plain } = rest;
    const all = [...Object.values(labels), ...Object.values(plain), ...Object.values(others)];
    return { language, direction, all: [...all, ...made] };
  });

  test('are in its script', () => {
    for (const { language, direction, all } of sentences) {
      expect(direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
      for (const sentence of all) {
        expect(/\p{Script=Arabic}/u.test(sentence)).toBe(language === 'ar');
        expect(sentence).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });
});
