import { build } from 'esbuild';
import path from 'node:path';
import {
  FORMS_VARIABLE,
  SUBMISSION_STATUS_ENV,
  SUBMIT_ENV,
} from '../../../lambdas/contact-form/contract';
import { LANGUAGES } from '../../../lambdas/contact-form/contract';
import { textsOf } from '../../../lambdas/contact-form/texts/texts';
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

/** Loads a handler's file as a cold start does, in the given environment. */
function coldStart(file: string, environment: Record<string, string>) {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    let loaded: unknown;
    jest.isolateModules(() => {
      // A module that is read afresh, in an environment of the test's own, cannot be imported.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      loaded = require(`../../../lambdas/contact-form/${file}`);
    });
    return (loaded as { handler: unknown }).handler;
  } finally {
    process.env = before;
  }
}

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

  test('is a bundle of less than 60 kB, with the forms in it', async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(__dirname, `../../../lambdas/contact-form/${file}.ts`)],
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      mainFields: ['module', 'main'],
      define: { [`process.env.${FORMS_VARIABLE}`]: JSON.stringify('["forms"]') },
      write: false,
      logLevel: 'silent',
    });
    const text = outputFiles[0]?.text ?? '';
    expect(text.length).toBeLessThan(60_000);
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
