import { dev, onlyProblemOf, problemsOf, prod, sample, withDev } from '../../helpers/sample';

const withProd = (change: object) => ({ ...sample, environments: [dev, { ...prod, ...change }] });

describe('environments', () => {
  test.each(['name', 'account'] as const)('differ in their %s', (key) => {
    expect(onlyProblemOf(withProd({ [key]: dev[key] }))).toMatchObject({
      path: `environments[1].${key}`,
      found: dev[key],
      expected: expect.stringContaining('environments[0]') as string,
    });
  });

  test('differ in their domain', () => {
    expect(onlyProblemOf(withProd({ domain: dev.domain })).path).toBe('environments[1].domain');
  });

  test('live in other accounts than the pipeline, and the message says why', () => {
    const problem = onlyProblemOf(withProd({ account: sample.tools.account }));
    expect(problem.path).toBe('environments[1].account');
    expect(problem.fix).toContain('must not own the account that they deploy to');
  });

  test.each(['example.org', 'notexample.com', 'com.example.net'])(
    "lie under the owner's domain, which %p does not",
    (domain) => {
      expect(onlyProblemOf(withDev({ domain }))).toMatchObject({
        path: 'environments[0].domain',
        expected: '"example.com" or a domain under it',
        fix: 'write a domain such as "dev.example.com", or change domain',
      });
    },
  );
});

test('a domain elsewhere is told of with one that would do, by the name of its environment', () => {
  const stray = { domain: 'example.org' };
  expect(onlyProblemOf(withProd(stray)).fix).toContain('"prod.example.com"');
  expect(problemsOf(withProd({ ...stray, name: 1 })).map(({ fix }) => fix)).toContainEqual(
    expect.stringContaining('"dev.example.com"'),
  );
});

describe('connection', () => {
  const arn = (region: string, account: string) =>
    `arn:aws:codeconnections:${region}:${account}:connection/0123-abcd`;

  test.each([
    [arn('us-east-1', '111111111111'), 'region eu-west-1'],
    [arn('eu-west-1', '222222222222'), 'account 111111111111'],
    [arn('us-east-1', '222222222222'), 'account 111111111111 and region eu-west-1'],
  ])('%s is refused for being elsewhere than the tools', (connectionArn, where) => {
    const raw = { ...sample, source: { ...sample.source, connectionArn } };
    expect(onlyProblemOf(raw)).toMatchObject({
      path: 'source.connectionArn',
      expected: `a connection in the tools ${where}`,
    });
  });
});

test('notifications are named once each', () => {
  const notifications = ['a@example.com', 'A@example.com'];
  expect(onlyProblemOf({ ...sample, notifications }).path).toBe('notifications[1]');
});

test('allowed origins are named once each', () => {
  const allowedOrigins = ['https://a.example.com', 'https://a.example.com'];
  const raw = { ...sample, contact: { ...sample.contact, allowedOrigins } };
  expect(onlyProblemOf(raw).path).toBe('contact.allowedOrigins[1]');
});

test('allowed origins leave out that of a contact page under its domain', () => {
  const withOrigin = (delegated: boolean) => ({
    ...sample,
    environments: [dev, { ...prod, delegated }],
    contact: { ...sample.contact, allowedOrigins: ['https://example.com'] },
  });
  expect(onlyProblemOf(withOrigin(true))).toMatchObject({
    path: 'contact.allowedOrigins[0]',
    expected: expect.stringContaining('the contact page of environments[1]') as string,
    fix: 'remove it',
  });
  expect(problemsOf(withOrigin(false))).toEqual([]);
});
