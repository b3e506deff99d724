import { guardLimiter } from '../../../../lambdas/contact-form/adapters/guard-limiter';
import { guardProofs } from '../../../../lambdas/contact-form/adapters/guard-proofs';
import { guardSecrets } from '../../../../lambdas/contact-form/adapters/guard-secrets';
import { sqsSender } from '../../../../lambdas/contact-form/adapters/sqs-sender';
import { PLAIN_LIMIT, PROVEN_LIMIT } from '../../../../lambdas/contact-form/core/rate-limit';
import type { Submission } from '../../../../lambdas/contact-form/submission';
import { AwsError, sqsJson } from '../../../../lambdas/shared/aws-json';
import { awsError, withEndpoint } from '../../shared/fake-endpoint';
import { guardTable } from '../guard-table';
import { RANDOM_ID, VALUES } from '../submit-fakes';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const DENIED = () => Promise.reject(new AwsError('GetItem', 'AccessDeniedException'));
const UNAVAILABLE = { name: 'Unavailable', cause: { name: 'AccessDeniedException' } };

describe('the daily secret', () => {
  test('is made once, and the same for every function that asks', async () => {
    const { dynamoDb, items } = guardTable();
    const first = await guardSecrets(dynamoDb, 'guard').of('2026-11-24');
    expect(Buffer.from(first, 'base64')).toHaveLength(32);
    expect(await guardSecrets(dynamoDb, 'guard').of('2026-11-24')).toBe(first);
    // A day after its own.
    const expiresAt = { N: String(Date.parse('2026-11-26T00:00:00Z') / 1_000) };
    expect(Object.fromEntries(items)).toEqual({
      'secret#2026-11-24': { key: { S: 'secret#2026-11-24' }, secret: { S: first }, expiresAt },
    });
  });

  test('is the winner’s when two make one at the same time', async () => {
    const { dynamoDb } = guardTable();
    const both = [1, 2].map(() => guardSecrets(dynamoDb, 'guard').of('2026-11-24'));
    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
  });

  test('is read once, for the two days that are in use', async () => {
    const { dynamoDb, calls } = guardTable();
    const secrets = guardSecrets(dynamoDb, 'guard');
    const days = ['2026-11-23', '2026-11-24', '2026-11-23', '2026-11-24'];
    const found = await days.reduce<Promise<string[]>>(
      async (before, day) => [...(await before), await secrets.of(day)],
      Promise.resolve([]),
    );
    expect(new Set(found).size).toBe(2);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'GetItem',
      'PutItem',
      'GetItem',
      'PutItem',
    ]);
  });

  test('is unavailable when the table is, and asked for again', async () => {
    const { dynamoDb } = guardTable();
    let denied = true;
    const secrets = guardSecrets((...call) => (denied ? DENIED() : dynamoDb(...call)), 'guard');
    await expect(secrets.of('2026-11-24')).rejects.toMatchObject(UNAVAILABLE);
    denied = false;
    expect(await secrets.of('2026-11-24')).toHaveLength(44);
  });
});

describe('the rate limit', () => {
  /** Waits of one source, in minutes, for what comes at these minutes. */
  async function waits(limit: typeof PLAIN_LIMIT, minutes: readonly number[]) {
    const limiter = guardLimiter(guardTable().dynamoDb, 'guard');
    const answers: number[] = [];
    for (const minute of minutes) {
      answers.push((await limiter.admit('one', limit, NOW + minute * MINUTE)) / MINUTE);
    }
    return answers;
  }

  test('lets five at once and then one a minute through for who has worked', async () => {
    expect(await waits(PROVEN_LIMIT, [0, 0, 0, 0, 0, 0, 0.5, 1, 1, 2])).toEqual([
      0, 0, 0, 0, 0, 1, 0.5, 0, 1, 0,
    ]);
  });

  test('lets two at once and then one in ten minutes through for others', async () => {
    expect(await waits(PLAIN_LIMIT, [0, 0, 0, 9, 10, 10, 60, 60, 60])).toEqual([
      0, 0, 10, 1, 0, 10, 0, 0, 10,
    ]);
  });

  test('lets no more through side by side', async () => {
    const limiter = guardLimiter(guardTable().dynamoDb, 'guard');
    const all = Array.from({ length: 20 }, () => limiter.admit('one', PROVEN_LIMIT, NOW));
    const admitted = (await Promise.all(all)).filter((wait) => wait === 0);
    expect(admitted).toHaveLength(5);
  });

  test('counts each source for itself, and forgets one when it has paid off', async () => {
    const { dynamoDb, items } = guardTable();
    const limiter = guardLimiter(dynamoDb, 'guard');
    for (const source of ['one', 'one', 'other']) await limiter.admit(source, PLAIN_LIMIT, NOW);
    expect([...items.keys()]).toEqual(['source#one', 'source#other']);
    for (const item of items.values()) {
      expect(Number(item['expiresAt']?.N) * 1_000).toBeGreaterThanOrEqual(Number(item['until']?.N));
    }
  });

  test('is unavailable, and admits nobody, when the table refuses without saying what it holds', async () => {
    const silent = () =>
      Promise.reject(new AwsError('UpdateItem', 'ConditionalCheckFailedException'));
    const limiter = guardLimiter(silent, 'guard');
    await expect(limiter.admit('one', PLAIN_LIMIT, NOW)).rejects.toMatchObject({
      name: 'Unavailable',
    });
  });

  test('is unavailable when the table is', async () => {
    const limiter = guardLimiter(DENIED, 'guard');
    await expect(limiter.admit('one', PLAIN_LIMIT, NOW)).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe('a solved challenge', () => {
  const claim = { challenge: 'hash', id: 'one', expiresAt: NOW + 1 };

  test('is for one submission, however often that comes', async () => {
    const { dynamoDb, items } = guardTable();
    const proofs = guardProofs(dynamoDb, 'guard');
    expect(await proofs.claim(claim)).toBe(true);
    expect(await proofs.claim(claim)).toBe(true);
    expect(await proofs.claim({ ...claim, id: 'other' })).toBe(false);
    expect(items.get('challenge#hash')).toEqual({
      key: { S: 'challenge#hash' },
      id: { S: 'one' },
      expiresAt: { N: String(NOW / 1_000 + 1) },
    });
  });

  test('cannot be claimed when the table is away', async () => {
    await expect(guardProofs(DENIED, 'guard').claim(claim)).rejects.toMatchObject(UNAVAILABLE);
  });
});

test('the guard’s table is asked once, for a second at most, and on an open connection', async () => {
  const options: unknown[] = [];
  const { dynamoDb } = guardTable();
  const spied: typeof dynamoDb = (operation, input, given) => {
    options.push(given);
    return dynamoDb(operation, input, given);
  };
  await guardSecrets(spied, 'guard').of('2026-11-24');
  await guardLimiter(spied, 'guard').admit('one', PLAIN_LIMIT, NOW);
  await guardProofs(spied, 'guard').claim({ challenge: 'a', id: 'b', expiresAt: NOW });
  expect(options).toEqual(Array(4).fill({ attempts: 1, timeoutMs: 1_000, mayResend: true }));
});

describe('the queue', () => {
  const submission: Submission = {
    id: RANDOM_ID,
    receivedAt: new Date(NOW).toISOString(),
    form: 'contact',
    values: VALUES,
    destination: 'owner',
    spam: [],
    marks: [],
  };

  test('gets a submission as JSON', async () => {
    await withEndpoint(undefined, async ({ calls }) => {
      await sqsSender(sqsJson(), 'https://queue').send(submission);
      expect(calls[0]).toMatchObject({
        target: 'AmazonSQS.SendMessage',
        input: { QueueUrl: 'https://queue' },
      });
      expect(JSON.parse(String(calls[0]?.input['MessageBody']))).toEqual({
        kind: 'submission',
        submission,
      });
    });
  });

  test('is unavailable, with the cause, when SQS refuses', async () => {
    await withEndpoint(
      () => awsError('QueueDoesNotExist'),
      async () => {
        await expect(sqsSender(sqsJson(), 'https://queue').send(submission)).rejects.toMatchObject({
          name: 'Unavailable',
          service: 'sqs',
          cause: { name: 'QueueDoesNotExist' },
        });
      },
    );
  });
});
