import { SUBMISSION_STATUS_ENV, SUBMIT_ENV } from '../../../lambdas/contact-form/contract';

const variables = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.values(names).map((name) => [name, 'https://example.com']));
const SUBMIT = variables(SUBMIT_ENV);
const STATUS = variables(SUBMISSION_STATUS_ENV);

/** Loads a handler's file as a cold start does, in the given environment. */
function coldStart(file: string, environment: Record<string, string>) {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', CONTACT_FORMS: '[]' }, environment);
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
});
