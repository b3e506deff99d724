import { DELIVER_ENV, FEEDBACK_ENV, FORMS_VARIABLE } from '../../../lambdas/contact-form/contract';
import { bundleOf, coldStart } from './start';
import { FORMS } from './delivery-samples';

const variables = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.values(names).map((name) => [name, 'x']));
const DELIVER = {
  ...variables(DELIVER_ENV),
  [DELIVER_ENV.retentionDays]: '30',
  [FORMS_VARIABLE]: JSON.stringify(FORMS),
};
const FEEDBACK = variables(FEEDBACK_ENV);

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

test.each([
  ['deliver', 450_000],
  ['feedback', 50_000],
])('%s is bundled into at most %d bytes, with the forms that the build gives', (file, most) => {
  const { bytes, text } = bundleOf(file, '[forms of the build]');
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(most);
  expect(text.includes('[forms of the build]')).toBe(file === 'deliver');
});
