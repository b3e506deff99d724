import {
  DELIVER_ENV,
  SUBMISSION_STATUS_ENV,
  SUBMIT_ENV,
} from '../../../lambdas/contact-form/contract';

const SUBMIT = { [SUBMIT_ENV.queueUrl]: 'https://queue', [SUBMIT_ENV.thankYouUrl]: 'https://ty' };
const STATUS = { [SUBMISSION_STATUS_ENV.tableName]: 'table' };
const DELIVER = {
  [DELIVER_ENV.tableName]: 'table',
  [DELIVER_ENV.recipients]: 'owner@example.com, office@example.com',
  [DELIVER_ENV.sender]: 'contact@example.com',
  [DELIVER_ENV.configurationSet]: 'set',
  [DELIVER_ENV.template]: 'message',
  [DELIVER_ENV.eventTopicArn]: 'arn:aws:sns:eu-west-1:111111111111:topic',
  [DELIVER_ENV.retentionDays]: '30',
};

/** Loads a handler's file as a cold start does, in the given environment. */
function coldStart(file: string, environment: Record<string, string>) {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_REGION: 'eu-west-1' }, environment);
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
  ['deliver', DELIVER],
  ['submission-status', STATUS],
])('%s', (file, environment: Record<string, string>) => {
  test('starts with what its contract names and nothing more', () => {
    expect(coldStart(file, environment)).toBeInstanceOf(Function);
  });

  test.each(Object.keys(environment))('fails at cold start, by name, without %s', (name) => {
    expect(() => coldStart(file, { ...environment, [name]: '' })).toThrow(`empty: ${name}.`);
  });
});

describe('deliver', () => {
  test.each(['a@example.com,', Array(51).fill('a@example.com').join()])(
    'fails at cold start for recipients that SES would not take',
    (recipients) => {
      const start = () =>
        coldStart('deliver', { ...DELIVER, [DELIVER_ENV.recipients]: recipients });
      expect(start).toThrow(/CONTACT_RECIPIENTS must be 1 to 50/);
      expect(start).not.toThrow(/a@example\.com/);
    },
  );

  test.each(['0', '-1', '1.5', 'thirty'])('fails at cold start for a retention of %s', (days) => {
    const start = () => coldStart('deliver', { ...DELIVER, [DELIVER_ENV.retentionDays]: days });
    expect(start).toThrow(/SUBMISSION_RETENTION_DAYS must be a whole number/);
  });
});
