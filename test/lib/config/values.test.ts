import { parseConfig } from '../../../lib/config/parse-config';
import { onlyProblemOf, parsedDev, problemsOf, sample, withDev } from '../../helpers/sample';

const withContact = (change: object) => ({ ...sample, contact: { ...sample.contact, ...change } });
const withSource = (change: object) => ({ ...sample, source: { ...sample.source, ...change } });

describe('domain', () => {
  test.each([
    ['münchen.de', 'write "xn--mnchen-3ya.de"'],
    ['Example.com', 'write "example.com"'],
    ['Exa_mple.com', 'letters, digits and hyphens'],
    ['https://example.com/', 'write "example.com"'],
    ['example.com.', 'write "example.com"'],
    ['example.invalid', '"invalid" is not a public suffix'],
    ['localhost', 'not a public suffix'],
    ['co.uk', '"co.uk" is itself a public suffix'],
    ['192.0.2.1', 'not an IP address'],
    ['-a.example.com', 'letters, digits and hyphens'],
    ['a..example.com', 'letters, digits and hyphens'],
    [`${'a'.repeat(64)}.com`, '1 to 63 between two dots'],
    ['', 'letters, digits and hyphens'],
    [' Example.com ', 'write "example.com"'],
    ['a.https://example.com', 'letters, digits and hyphens'],
    ['github.io', 'is itself a public suffix'],
    [5, 'as a string, in quotes'],
  ])('refuses %p and says what to write', (domain, fix) => {
    const [problem] = problemsOf({ ...sample, domain });
    expect(problem).toMatchObject({ path: 'domain', fix: expect.stringContaining(fix) as string });
  });

  test.each(['dev.example.com', 'xn--mnchen-3ya.example.com', 'a.b.c.example.com'])(
    'takes %p',
    (domain) => {
      expect(parsedDev({ domain }).domain).toBe(domain);
    },
  );
});

describe('length of a name', () => {
  /** A name of so many characters under a domain. */
  const of = (length: number, end: string) =>
    'a.'.repeat(100).padEnd(length - end.length, 'b') + end;

  test.each<[string, (length: number) => unknown]>([
    ['a domain', (length) => withDev({ domain: of(length, '.example.com') })],
    [
      'a host',
      (length) =>
        withDev({ records: [{ name: 'x', type: 'CNAME', value: of(length, '.example.net') }] }),
    ],
  ])('of %s is at most 253 characters', (_, configuration) => {
    expect(problemsOf(configuration(253))).toEqual([]);
    expect(onlyProblemOf(configuration(254)).fix).toMatch(
      /^(shorten it to 253|write the full name)/,
    );
  });

  test('of an address is at most 254 characters', () => {
    const sender = (length: number) =>
      withContact({ sender: of(length, '.example.com').replace('.', '@') });
    expect(problemsOf(sender(254))).toEqual([]);
    expect(onlyProblemOf(sender(255)).fix).toContain('at most 254 characters');
  });
});

describe('e-mail address', () => {
  test.each([
    ['Owner <owner@example.com>', 'write only the address: "owner@example.com"'],
    ['owner', 'name@domain'],
    ['a@b@example.com', 'name@domain'],
    ['a@example.com, b@example.com', 'one address in each string'],
    ['mailto:owner@example.com', 'write "owner@example.com"'],
    ['owner\uff20example\uff0ecom', 'write "owner@example.com"'],
    ['owner@例え。テスト', 'not a public suffix'],
    ['owner@example', 'not a public suffix'],
    ['owner@münchen.de', 'write "owner@xn--mnchen-3ya.de"'],
    ['owner@почта.рф', 'write "owner@xn--80a1acny.xn--p1ai"'],
    ['Owner@Example.COM', 'write "Owner@example.com"'],
    ['own er@example.com', 'before the @'],
    ['.owner@example.com', 'before the @'],
    ['own..er@example.com', 'before the @'],
    ['"own er"@example.com', 'without quotes'],
    ['jürgen@example.com', 'ASCII letters before the @'],
    ['*@example.com', 'in an IAM policy these stand for any address'],
    ['${aws}@example.com', 'in an IAM policy these stand for any address'],
    [`owner@${'a.'.repeat(125)}com`, 'at most 254 characters'],
    ['owner@example.com ', 'remove the space around it: write "owner@example.com"'],
    ['\towner@example.com', 'remove the invisible character U+0009: write "owner@example.com"'],
    ['owner@exam\u200bple.com', 'remove the invisible character U+200B: write "owner@example.com"'],
    ['owner\u00a0@example.com', 'U+00A0'],
    ['owner\r\nBcc: all@example.com', 'before the @'],
    [`${'a'.repeat(65)}@example.com`, '1 to 64 letters'],
    ['xmailto:owner@example.com', 'before the @'],
    ['mailto:owner@example', 'not a public suffix'],
    ['Owner <owner@example.com> or so', 'before the @'],
    ['Owner <owner@example.com> ', 'write only the address: "owner@example.com"'],
    ['  owner@example.com  ', 'remove the space around it: write "owner@example.com"'],
    ['\t owner@example.com', 'the invisible character U+0009: write "owner@example.com"'],
  ])('refuses %p and says what to write', (sender, fix) => {
    expect(onlyProblemOf(withContact({ sender }))).toMatchObject({
      path: 'contact.sender',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    'owner+aws@mail.example.com',
    'owner@xn--80a1acny.xn--p1ai',
    'r&d@example.com',
    "o'brien@example.com",
    'a/b=c!d#e%f^g`h|i~j{k}@example.com',
    '_@example.com',
    'first.middle.last@example.com',
    `${'a'.repeat(64)}@example.com`,
  ])('is %p, as RFC 5321 has it', (sender) => {
    expect(problemsOf(withContact({ sender }))).toEqual([]);
  });
});

describe('origin', () => {
  test.each([
    ['*', 'not allowed'],
    ['https://*.example.com', 'name each origin'],
    ['http://www.example.com', 'over https'],
    ['https://www.example.com/', 'write "https://www.example.com"'],
    ['https://www.example.com:443', 'write "https://www.example.com"'],
    ['https://localhost.example.com/contact', 'write "https://localhost.example.com"'],
    ['http://localhost.example.com', 'over https'],
    ['www.example.com', 'scheme and host'],
    ['http://xlocalhost', 'over https'],
    ['ftp://localhost', 'over https'],
    ['null', 'scheme and host'],
  ])('refuses %p and says what to write', (allowedOrigin, fix) => {
    expect(onlyProblemOf(withContact({ allowedOrigins: [allowedOrigin] }))).toMatchObject({
      path: 'contact.allowedOrigins[0]',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each([
    'https://www.example.com',
    'https://example.com:8443',
    'http://localhost:3000',
    'http://a.b.localhost',
    'http://127.0.0.1:8080',
    'http://[::1]',
  ])('takes %p', (allowedOrigin) => {
    expect(problemsOf(withContact({ allowedOrigins: [allowedOrigin] }))).toEqual([]);
  });
});

describe('a value that characters which nobody sees keep from being taken', () => {
  test.each<[string, unknown]>([
    ['domain', { ...sample, domain: 'example.com\u200e' }],
    ['source.repository', withSource({ repository: 'example/waypost ' })],
    ['environments[0].account', withDev({ account: '222222222222\n' })],
    [
      'environments[0].records[0].values[0]',
      withDev({ records: [{ name: 'www', type: 'A', values: ['192.0.2.1 '] }] }),
    ],
    [
      'environments[0].records[0].name',
      withDev({ records: [{ name: ' www', type: 'A', values: ['192.0.2.1'] }] }),
    ],
  ])('is refused with what to remove: %s', (path, raw) => {
    const [problem] = problemsOf(raw);
    expect(problem).toMatchObject({ path, fix: expect.stringMatching(/^remove the /) as string });
  });
});

describe('source', () => {
  test.each([
    ['example/waypost.git', 'write "example/waypost"'],
    ['github.com/example/waypost', 'write "example/waypost"'],
    ['gitlab.com/group/subgroup/waypost.git', 'write "group/subgroup/waypost"'],
    ['https://github.com/example/waypost', 'write "example/waypost"'],
    ['git@github.com:example/waypost.git', 'write "example/waypost"'],
    ['ssh://git@gitlab.com/group/sub/waypost.git', 'write "group/sub/waypost"'],
    ['example/waypost/', 'write "example/waypost"'],
    ['https://git.example.com/a/b', 'owner and name only'],
    ['x/https://github.com/a/b', 'owner and name only'],
    ['http://github.com/example/waypost', 'write "example/waypost"'],
    ['example/..', 'owner and name only'],
    ['./waypost', 'owner and name only'],
  ])('refuses the repository %p and says what to write', (repository, fix) => {
    expect(onlyProblemOf(withSource({ repository }))).toMatchObject({
      path: 'source.repository',
      fix: expect.stringContaining(fix) as string,
    });
  });

  test.each(['example/waypost', 'group/subgroup/way.post', 'a.b/git', 'example/.github'])(
    'takes the repository %p',
    (repository) => {
      const provider = 'gitlab';
      expect(problemsOf(withSource({ repository, pullRequests: { provider } }))).toEqual([]);
    },
  );

  test.each(['git@github.com:example/waypost', 'https://github.com/a/b', 'waypost', 'a/b/'])(
    'refuses the repository %p',
    (repository) => {
      expect(onlyProblemOf(withSource({ repository })).path).toBe('source.repository');
    },
  );

  test.each([
    '',
    'a b',
    '-x',
    '/x',
    'x/',
    'a//b',
    'a..b',
    'x.lock',
    'refs/heads/main',
    'a~1',
    '.x',
  ])('refuses the branch %p, which git would not take', (branch) => {
    expect(onlyProblemOf(withSource({ branch })).path).toBe('source.branch');
  });

  test.each(['main', 'release/2.0', 'feature-x', 'feature/refs/x'])(
    'takes the branch %p',
    (branch) => {
      expect(problemsOf(withSource({ branch }))).toEqual([]);
    },
  );

  const CONNECTION = 'arn:aws:codeconnections:eu-west-1:111111111111:connection/0a-1b';

  test('has the connection that is configured', () => {
    const { source: given } = parseConfig(withSource({ connectionArn: CONNECTION }));
    expect(given.connectionArn).toBe(CONNECTION);
  });

  test.each(['arn:aws:iam::111111111111:role/x', `x${CONNECTION}`, `${CONNECTION}/x`])(
    'refuses %p, which is of no connection',
    (connectionArn) => {
      expect(onlyProblemOf(withSource({ connectionArn })).path).toBe('source.connectionArn');
    },
  );

  test('takes a connection of the former service name', () => {
    const connectionArn = 'arn:aws:codestar-connections:eu-west-1:111111111111:connection/0a-1b';
    expect(problemsOf(withSource({ connectionArn }))).toEqual([]);
  });
});

describe('names', () => {
  test.each(['Waypost', '1way', 'way_post', 'way-', 'way--post', 'a'.repeat(21), ''])(
    'refuses the project %p',
    (project) => {
      expect(onlyProblemOf({ ...sample, project }).path).toBe('project');
    },
  );

  test.each(['cdk', 'cdk-hnb659fds'])(
    "refuses the project %p, which bootstrap's roles begin like",
    (project) => {
      expect(onlyProblemOf({ ...sample, project }).fix).toContain('names of the CDK bootstrap');
    },
  );

  test.each(['releases', 'pull-requests', 'notifications', 'mutations'])(
    'refuses the project %p, under which the artifact bucket keeps something else',
    (project) => {
      expect(onlyProblemOf({ ...sample, project }).fix).toContain(
        'the artifact bucket uses this name',
      );
    },
  );

  test.each(['a', 'cdks', 'way-post-2', 'a'.repeat(20)])('takes the project %p', (project) => {
    expect(problemsOf({ ...sample, project })).toEqual([]);
  });

  test.each(['Dev', 'dev-1', '1dev', 'a'.repeat(11), ''])('refuses the environment %p', (name) => {
    expect(onlyProblemOf(withDev({ name })).path).toBe('environments[0].name');
  });

  test('refuses an environment called tools, which the command line means the account by', () => {
    expect(onlyProblemOf(withDev({ name: 'tools' })).fix).toContain(
      'the tools account has this name',
    );
  });
});

describe('numbers and flags', () => {
  test.each([
    ['account', 222222222222, 'put it in quotes'],
    ['account', '2222-2222-2222', 'without hyphens'],
    ['account', '2222222222222', 'copy the id'],
    ['account', ['222222222222'], 'copy the id'],
    ['region', 'eu-wes-2', 'did you mean "eu-west-2"?'],
    ['kind', 'de', 'one of these values'],
    ['logRetentionDays', 'ONE_WEEK', 'one of these values'],
    ['delegated', 'yes', 'write true or false'],
    ['approval', 1, 'write true or false'],
    ['protectData', null, 'write true or false'],
    ['tracing', 'active', 'write true or false'],
    ['submissionRetentionDays', 0, '1 to 3650'],
    ['submissionRetentionDays', 3651, '1 to 3650'],
    ['submissionRetentionDays', 1.5, '1 to 3650'],
    ['submissionRetentionDays', '30', 'without quotes'],
    ['logRetentionDays', 31, 'one of these values'],
    ['logRetentionDays', 9999, 'one of these values'],
    ['kind', 'prod', 'did you mean "production"?'],
    ['kind', 'Development', 'did you mean "development"?'],
    ['kind', 'staging', 'one of these values'],
    ['records', {}, 'put it into brackets'],
    ['monthlyBudgetUsd', -1, '0 to 1000000'],
    ['monthlyBudgetUsd', '10', 'without quotes'],
    ['anomalyMonitor', true, 'aws ce get-anomaly-monitors'],
    ['anomalyMonitor', 'arn:aws:ce:us-east-1:222222222222:anomalymonitor/1', 'MonitorArn'],
  ])('refuses %s: %p', (key, value, fix) => {
    expect(onlyProblemOf(withDev({ [key]: value }))).toMatchObject({
      path: `environments[0].${key}`,
      found: value,
      fix: expect.stringContaining(fix) as string,
    });
  });
});

describe('monitor of spending', () => {
  const MONITOR = 'arn:aws:ce::222222222222:anomalymonitor/0f1e-2d3c';

  test.each(['create', MONITOR])('may be %p', (anomalyMonitor) => {
    expect(parsedDev({ anomalyMonitor }).anomalyMonitor).toBe(anomalyMonitor);
  });

  test.each([`x${MONITOR}`, `${MONITOR} `, `${MONITOR}/x`, [MONITOR], MONITOR.replace('2', '')])(
    'is not %p',
    (anomalyMonitor) => {
      expect(onlyProblemOf(withDev({ anomalyMonitor })).path).toBe(
        'environments[0].anomalyMonitor',
      );
    },
  );
});

describe('notifications', () => {
  test('go to ten addresses at most, which is what AWS Budgets writes to', () => {
    const addresses = Array.from({ length: 11 }, (_, index) => `owner${index}@example.com`);
    expect(problemsOf({ ...sample, notifications: addresses.slice(1) })).toEqual([]);
    expect(onlyProblemOf({ ...sample, notifications: addresses })).toMatchObject({
      path: 'notifications',
      expected: 'a list of e-mail addresses, at least 1 and at most 10',
      fix: 'remove some',
    });
  });
});

describe('environments', () => {
  test('are fourteen at most, whose roles one boundary of IAM can name', () => {
    const [first] = sample.environments;
    const environments = Array.from({ length: 15 }, (_, index) => ({
      ...first,
      name: `dev${index}`,
      account: String(200_000_000_000 + index),
      domain: `dev${index}.example.com`,
    }));
    const some = (count: number) => ({ ...sample, environments: environments.slice(0, count) });
    expect(problemsOf(some(14))).toEqual([]);
    expect(onlyProblemOf(some(15))).toMatchObject({
      path: 'environments',
      expected: 'a list of environments, at least 1 and at most 14',
      fix: 'remove some',
    });
  });
});

describe('certificate issuer', () => {
  test('is the domain that the authority tells for CAA records', () => {
    const certificateIssuers = ['letsencrypt.org', 'pki.goog', 'mine.github.io'];
    expect(parsedDev({ certificateIssuers }).certificateIssuers).toEqual(certificateIssuers);
  });

  test.each([
    ['https://letsencrypt.org', 'write "letsencrypt.org"'],
    [';', 'letters, digits and hyphens'],
  ])('%p is refused with what to write', (issuer, fix) => {
    expect(onlyProblemOf(withDev({ certificateIssuers: [issuer] }))).toMatchObject({
      path: 'environments[0].certificateIssuers[0]',
      fix: expect.stringContaining(fix) as string,
    });
  });
});

describe('host', () => {
  const withHost = (value: unknown) => withDev({ records: [{ name: 'x', type: 'CNAME', value }] });

  test.each(['localhost', '192.0.2.1', 'a b.example.net', '-a.example.net', '.'])(
    'is not %p',
    (value) => {
      expect(onlyProblemOf(withHost(value))).toMatchObject({
        path: 'environments[0].records[0].value',
        fix: expect.stringContaining('full name of the host') as string,
      });
    },
  );

  test.each(['_.example.net', 'a_b.example.net'])('may be %p', (value) => {
    expect(problemsOf(withHost(value))).toEqual([]);
  });

  test.each(['localhost', 'a b'])('of mail is not %p', (host) => {
    const records = [{ name: 'x', type: 'MX', values: [{ priority: 1, host }] }];
    expect(onlyProblemOf(withDev({ records })).path).toBe(
      'environments[0].records[0].values[0].host',
    );
  });
});

describe('permissionsBoundary', () => {
  test('is unset until the owner names a policy', () => {
    expect(parsedDev({}).permissionsBoundary).toBeUndefined();
    expect(parsedDev({ permissionsBoundary: 'team@boundary' }).permissionsBoundary).toBe(
      'team@boundary',
    );
  });

  test.each([
    'arn:aws:iam::222222222222:policy/team-boundary',
    'team/boundary',
    'two words',
    '',
    'a'.repeat(129),
  ])('refuses %p and asks for the name alone', (permissionsBoundary) => {
    expect(onlyProblemOf(withDev({ permissionsBoundary }))).toMatchObject({
      path: 'environments[0].permissionsBoundary',
      fix: expect.stringContaining('write only its name') as string,
    });
  });

  test('of the tools account is checked alike', () => {
    const tools = { ...sample.tools, permissionsBoundary: 'a b' };
    expect(onlyProblemOf({ ...sample, tools }).path).toBe('tools.permissionsBoundary');
  });
});
