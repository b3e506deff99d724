import { type AwsError, dynamoDbJson, sqsJson } from '../../../lambdas/shared/aws-json';
import { errorFields } from '../../../lambdas/shared/logger';
import { type Answering, awsError, withEndpoint } from './fake-endpoint';

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const GET = { TableName: 'table', Key: { id: { S: '1' } } };

/** Calls DynamoDB once, without waiting between attempts. */
function get(answering: Answering, options?: { timeoutMs?: number; attempts?: number }) {
  return withEndpoint(answering, async ({ calls }) => {
    const waits: number[] = [];
    const dynamoDb = dynamoDbJson((ms) => Promise.resolve(waits.push(ms)));
    const result = await dynamoDb('GetItem', GET, options).then(
      (output) => ({ output, error: undefined }),
      (error: unknown) => ({ output: undefined, error }),
    );
    return { ...result, waits, attempts: calls.length };
  });
}

describe('a call of AWS', () => {
  test('sends the input as JSON and resolves with the answer', async () => {
    await withEndpoint(
      () => ({ body: '{"Item":{"status":{"S":"é🌍"}}}' }),
      async ({ calls }) => {
        expect(await dynamoDbJson()('GetItem', GET)).toEqual({ Item: { status: { S: 'é🌍' } } });
        expect(calls).toMatchObject([
          {
            method: 'POST',
            target: 'DynamoDB_20120810.GetItem',
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            input: GET,
          },
        ]);
      },
    );
  });

  test('is signed for its service with the credentials of that moment', async () => {
    await withEndpoint(undefined, async ({ calls }) => {
      const send = sqsJson();
      await send('SendMessage', { QueueUrl: 'https://queue', MessageBody: 'ö' });
      process.env['AWS_ACCESS_KEY_ID'] = 'ROTATED';
      await send('SendMessage', { QueueUrl: 'https://queue', MessageBody: 'ö' });
      const [first, second] = calls.map(({ headers }) => headers.authorization);
      expect(first).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-west-1\/sqs\/aws4_request, SignedHeaders=.*host.*x-amz-target/,
      );
      expect(second).toContain('Credential=ROTATED/');
      expect(calls.map(({ target }) => target)).toEqual(Array(2).fill('AmazonSQS.SendMessage'));
    });
  });

  test.each([
    ['a throttled one', awsError('ProvisionedThroughputExceededException')],
    ['a failed one', awsError('InternalServerError', {}, 500)],
    ['one too many', { status: 429 }],
    ['a proxy’s page', { status: 502, body: '<html>' }],
    ['a broken answer', { body: '{"Item' }],
    ['a closed connection', 'reset' as const],
  ])('is tried again after %s', async (_, fault) => {
    const { output, attempts, waits } = await get((__, index) =>
      index < 2 ? fault : { body: '{"Item":{}}' },
    );
    expect({ output, attempts }).toEqual({ output: { Item: {} }, attempts: 3 });
    expect(waits.map((ms, index) => ms >= 0 && ms <= 200 * 2 ** index)).toEqual([true, true]);
  });

  test('waits a random part of twice as long as before', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const { waits } = await get(() => awsError('ThrottlingException'));
    expect(waits).toEqual([100, 200]);
  });

  test('ends after three attempts with what AWS said', async () => {
    const { error, attempts } = await get(() => awsError('ThrottlingException'));
    expect(attempts).toBe(3);
    expect(error).toMatchObject({
      name: 'ThrottlingException',
      message: 'GetItem failed: ThrottlingException',
      $metadata: { httpStatusCode: 400, requestId: 'aws-request-1' },
    });
  });

  const refused = (answer: Exclude<ReturnType<Answering>, string>) =>
    get(() => answer, { attempts: 1 });

  test.each([
    ['in the body', { body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}' }],
    ['in the body, as older services do', { body: '{"code":"QueueDoesNotExist"}' }],
    ['in a header', { headers: { 'x-amzn-errortype': 'QueueDoesNotExist:http://aws/doc' } }],
  ])('fails under the name that AWS gives %s', async (_, answer) => {
    const { error } = await refused({ status: 400, ...answer });
    expect(error).toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test.each([300, 403])('fails under its status, %d, where AWS gives no name', async (status) => {
    const { error } = await refused({ status, body: '{"__type":"","code":5}' });
    expect(error).toMatchObject({ name: `Http${status}` });
    expect((error as AwsError).$metadata).toStrictEqual({ httpStatusCode: status });
  });

  test('fails with the request’s id where the answer cannot be read', async () => {
    const headers = { 'x-amzn-requestid': 'aws-request-1' };
    const { error } = await refused({ body: '{"Item', headers });
    expect(error).toMatchObject({
      name: 'UnreadableAnswer',
      $metadata: { httpStatusCode: 200, requestId: 'aws-request-1' },
      cause: { name: 'SyntaxError' },
    });
  });

  test('knows nothing of AWS where the network failed', async () => {
    const { error } = await get(() => 'reset', { attempts: 1 });
    expect(error).toMatchObject({ name: 'NetworkError' });
    expect((error as AwsError).$metadata).toStrictEqual({});
  });

  test('ends when the time of each attempt is up', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const timeoutMs = 20;
    const hangUntilTimeIsUp = () => {
      jest.advanceTimersByTime(timeoutMs);
      return 'hang' as const;
    };
    const { error, attempts } = await get(hangUntilTimeIsUp, { timeoutMs, attempts: 2 });
    expect(attempts).toBe(2);
    expect(error).toMatchObject({ name: 'TimeoutError' });
  });

  describe('on a connection that AWS closed meanwhile', () => {
    const second = (options?: { attempts?: number; mayResend?: boolean }) =>
      withEndpoint(
        (_, index) => (index === 1 ? 'reset' : {}),
        async ({ calls }) => {
          const dynamoDb = dynamoDbJson(() => Promise.reject(new Error('waited')));
          await dynamoDb('GetItem', GET);
          const error = await dynamoDb('GetItem', GET, options).then(
            () => undefined,
            (reason: unknown) => (reason as Error).name,
          );
          return { error, calls: calls.length };
        },
      );

    test('is sent again at once', async () => {
      expect(await second()).toEqual({ error: undefined, calls: 3 });
    });

    test('is not sent again where one attempt is asked for, as AWS may have done it', async () => {
      expect(await second({ attempts: 1 })).toEqual({ error: 'NetworkError', calls: 2 });
    });

    test('is sent again where that is said to do no harm', async () => {
      const options = { attempts: 1, mayResend: true };
      expect(await second(options)).toEqual({ error: undefined, calls: 3 });
    });
  });

  test('is not tried again when AWS refused it, and tells what was stored', async () => {
    const Item = { until: { N: '5' } };
    const { error, attempts } = await get(() =>
      awsError('ConditionalCheckFailedException', { Item }),
    );
    expect(attempts).toBe(1);
    expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', Item });
  });

  test('tells AWS’s code, status and request id to the log, and nothing of its words', async () => {
    const { error } = await get(() =>
      awsError('ValidationException', { message: 'ada@example.org' }),
    );
    const fields = errorFields(error);
    expect(fields).toMatchObject({
      name: 'ValidationException',
      awsStatus: 400,
      awsRequestId: 'aws-request-1',
    });
    expect(String(error)).not.toContain('ada@');
    expect(JSON.stringify(fields)).not.toContain('ada@');
  });

  test('goes to AWS of its region without an endpoint of its own', async () => {
    await withEndpoint(undefined, async () => {
      delete process.env['AWS_ENDPOINT_URL'];
      // A region that no DNS knows: the name that was looked up is in the cause.
      process.env['AWS_REGION'] = 'nowhere-1.invalid';
      const once = { attempts: 1 };
      await expect(
        sqsJson()('SendMessage', { QueueUrl: 'q', MessageBody: 'm' }, once),
      ).rejects.toMatchObject({
        name: 'NetworkError',
        cause: { hostname: 'sqs.nowhere-1.invalid.amazonaws.com' },
      });
      await expect(dynamoDbJson()('GetItem', GET, once)).rejects.toMatchObject({
        cause: { hostname: 'dynamodb.nowhere-1.invalid.amazonaws.com' },
      });
    });
  });
});
