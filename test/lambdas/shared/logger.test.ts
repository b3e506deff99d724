import { errorFields, jsonLogger } from '../../../lambdas/shared/logger';

describe('log', () => {
  test('is one JSON object a line, with the context on each', () => {
    const lines: string[] = [];
    const log = jsonLogger((line) => lines.push(line)).with({ requestId: 'r-1' });
    log.with({ submissionId: 's-1' }).info('submission.accepted', { destination: 'owner' });
    log.warn('submission.late');
    log.error('submission.failed', { error: { name: 'Unavailable' } });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'info',
        event: 'submission.accepted',
        requestId: 'r-1',
        submissionId: 's-1',
        destination: 'owner',
      },
      { level: 'warn', event: 'submission.late', requestId: 'r-1' },
      {
        level: 'error',
        event: 'submission.failed',
        requestId: 'r-1',
        error: { name: 'Unavailable' },
      },
    ]);
    expect(
      lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1),
    ).toBe(true);
  });
});

describe('what is logged of an error', () => {
  test('tells its name, code, causes and what AWS answered', () => {
    const cause = Object.assign(new Error('Email address is not verified: ada@example.org'), {
      name: 'MessageRejected',
      $metadata: { httpStatusCode: 400, requestId: 'aws-1' },
    });
    const error = Object.assign(new Error('see the cause', { cause }), { code: 'UNAVAILABLE' });
    expect(errorFields(error)).toMatchObject({
      name: 'Error',
      code: 'UNAVAILABLE',
      cause: { name: 'MessageRejected', awsStatus: 400, awsRequestId: 'aws-1' },
    });
  });

  test('has the stack frames without the message, even one that looks like frames', () => {
    const error = new Error('refused\n    at ada@example.org (secret)');
    const { frames } = errorFields(error);
    expect(frames?.[0]).toContain('logger.test.ts');
    expect(JSON.stringify(errorFields(error))).not.toContain('ada@example.org');
  });

  test('has no frames when the message was changed after the stack was taken', () => {
    const error = new Error('to ada@example.org\n    at ada@example.org');
    expect(error.stack).toContain('at ada@example.org');
    error.message = 'changed';
    expect(errorFields(error)).toEqual({ name: 'Error' });
  });

  test.each([
    ['no stack', undefined],
    ['a stack without frames', 'Error: refused'],
  ])('has no frames with %s', (_, stack) => {
    const error = Object.assign(new Error('refused'), { stack });
    expect(errorFields(error)).toStrictEqual({ name: 'Error' });
  });

  test('has no code that is no text', () => {
    const error = Object.assign(new Error('refused'), { code: 5 });
    expect(errorFields(error)).not.toHaveProperty('code');
  });

  test('of something thrown that is no error is its type alone', () => {
    expect(errorFields('ada@example.org')).toEqual({ name: 'string' });
  });
});
