import { MissingEnvironment, readEnv } from '../../../lambdas/shared/env';

const NAMES = { queueUrl: 'QUEUE_URL', tableName: 'TABLE', topic: 'TOPIC' } as const;

describe('environment', () => {
  test('is read under the names of the contract', () => {
    const environment = { QUEUE_URL: 'q', TABLE: 't', TOPIC: 'o', OTHER: 'x' };
    expect(readEnv(NAMES, environment)).toEqual({ queueUrl: 'q', tableName: 't', topic: 'o' });
  });

  test('names every missing or empty variable at once', () => {
    const read = () => readEnv(NAMES, { QUEUE_URL: 'q', TABLE: '' });
    expect(read).toThrow(MissingEnvironment);
    expect(read).toThrow(/: TABLE, TOPIC\..*deploy again/);
    expect(new MissingEnvironment(['TABLE'])).toMatchObject({
      name: 'MissingEnvironment',
      code: 'ENVIRONMENT_MISSING',
      missing: ['TABLE'],
    });
  });
});
