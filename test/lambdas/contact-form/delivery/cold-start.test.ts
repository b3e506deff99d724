import { buildSync, type BuildOptions } from 'esbuild';
import path from 'node:path';
import {
  DELIVER_ENV,
  FEEDBACK_ENV,
  FORMS_VARIABLE,
} from '../../../../lambdas/contact-form/contract';
import { FORMS } from './samples';

const FOLDER = path.join(__dirname, '../../../../lambdas/contact-form');
const variables = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.values(names).map((name) => [name, 'x']));
const DELIVER = { ...variables(DELIVER_ENV), [DELIVER_ENV.retentionDays]: '30' };
const FEEDBACK = variables(FEEDBACK_ENV);

/** Loads a handler's file as a cold start does, in the given environment. */
function coldStart(file: string, environment: Readonly<Record<string, string>>) {
  const before = { ...process.env };
  const forms = { [FORMS_VARIABLE]: JSON.stringify(FORMS) };
  Object.assign(process.env, { AWS_REGION: 'eu-west-1' }, forms, environment);
  try {
    let loaded: unknown;
    jest.isolateModules(() => {
      // A module that is read afresh, in an environment of the test's own, cannot be imported.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      loaded = require(path.join(FOLDER, file));
    });
    return (loaded as { handler: unknown }).handler;
  } finally {
    process.env = before;
  }
}

describe.each([
  ['deliver', DELIVER],
  ['feedback', FEEDBACK],
])('%s', (file, environment: Record<string, string>) => {
  test('starts with what its contract names and nothing more', () => {
    expect(coldStart(file, environment)).toBeInstanceOf(Function);
  });

  test.each(Object.keys(environment))('fails at cold start, by name, without %s', (name) => {
    expect(() => coldStart(file, { ...environment, [name]: '' })).toThrow(`empty: ${name}.`);
  });
});

describe('deliver', () => {
  test.each([
    [[]],
    [[{ ...FORMS[0], recipients: [] }]],
    [[{ ...FORMS[0], recipients: Array(51).fill('a@example.com') }]],
  ])('fails at cold start for forms that SES could not be given', (forms) => {
    const environment = { ...DELIVER, [FORMS_VARIABLE]: JSON.stringify(forms) };
    const start = () => coldStart('deliver', environment);
    expect(start).toThrow(/CONTACT_FORMS must be/);
    expect(start).not.toThrow(/a@example\.com/);
  });

  test.each(['0', '-1', '1.5', 'thirty'])('fails at cold start for a retention of %s', (days) => {
    const start = () => coldStart('deliver', { ...DELIVER, [DELIVER_ENV.retentionDays]: days });
    expect(start).toThrow(/SUBMISSION_RETENTION_DAYS must be a whole number/);
  });
});

const BUNDLE = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
} as const satisfies BuildOptions;

test.each([
  ['deliver', 450_000],
  ['feedback', 50_000],
])('%s is bundled into at most %d bytes, with the forms that the build gives', (file, most) => {
  const { outputFiles } = buildSync({
    ...BUNDLE,
    write: false,
    entryPoints: [path.join(FOLDER, `${file}.ts`)],
    define: { [`process.env.${FORMS_VARIABLE}`]: JSON.stringify('[forms of the build]') },
  });
  const bundle = outputFiles.at(0);
  expect(bundle?.contents.length).toBeLessThanOrEqual(most);
  expect(bundle?.text.includes('[forms of the build]')).toBe(file === 'deliver');
});
