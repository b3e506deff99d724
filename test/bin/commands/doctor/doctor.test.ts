import { doctor, findingsOf, wellConfig } from './fakes';

const PROD = '333333333333';

describe('waypost doctor', () => {
  test('examines tools and every environment, finds nothing wrong, and ends with 0', async () => {
    const { code, stdout, stderr } = await doctor('--rehearsal --json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as { examined: { name: string; findings: object[] }[] };
    expect(report.examined.map(({ name }) => name)).toEqual(['tools', 'dev', 'prod']);
    expect(stdout).not.toContain('"wrong"');
  });

  test('tells a person what is fine and what to do, place by place', async () => {
    const world = { account: PROD, subscriptions: [] };
    const { stdout } = await doctor('prod', world);
    expect(stdout).toMatch(/^prod \(account 333333333333, eu-west-1\)\n {2}fine {3}bootstrapped/);
    expect(stdout).toMatch(/\n {2}wrong {2}owner@example.com is not subscribed.*\n {9}AWS deletes/);
  });

  test('examines only accounts of the credentials, and names the others', async () => {
    const { stdout, asked } = await doctor('', { account: PROD });
    expect(stdout).toContain('prod (account');
    expect(stdout).toContain(
      'dev: not examined, because the credentials are not of account 222222222222',
    );
    expect(asked.filter((one) => one.includes('-dev-'))).toEqual([]);
  });

  test.each([
    ['dev', PROD, /account 333333333333, but dev is account 222222222222/],
    ['', '444444444444', /account 444444444444, which is not in waypost.config.ts/],
  ])('%s with credentials of account %s is refused', async (name, account, message) => {
    const { code, stdout, stderr } = await doctor(name, { account });
    expect(code).toBe(1);
    expect(stdout).not.toContain('(account');
    expect(stderr).toMatch(message);
  });

  test.each([
    [{ subscriptions: [] }, 1, 'One thing is wrong: see above.'],
    [{ mail: { enforcement: 'PROBATION' }, subscriptions: [] }, 1, '2 things are wrong'],
    [{ stacks: { 'waypost-prod-contact': undefined } }, 0, ''],
  ])('%j ends with %i', async (world, expected, message) => {
    const { code, stderr } = await doctor('prod', world);
    expect(code).toBe(expected);
    expect(stderr).toContain(message);
  });

  test('shows what the configuration warns of, beside the environment that it is of', async () => {
    const record = {
      name: 'news',
      type: 'TXT' as const,
      values: ['v=spf1 ptr -all'],
      ttlSeconds: 60,
    };
    const config = {
      ...wellConfig,
      environments: wellConfig.environments.map((one) =>
        one.name === 'dev' ? { ...one, records: [record] } : one,
      ),
    };
    const { code, stdout } = await doctor('dev', { config });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /to do {2}waypost\.config\.ts, environments\[0\]\.records\[0\]: 'ptr' is accepted, but better is .*RFC 7208.*\n {9}name the servers/,
    );
    expect((await doctor('prod', { config })).stdout).not.toContain('ptr');
    expect((await doctor('dev')).stdout).not.toContain('waypost.config.ts,');
  });

  test('--json has the report on stdout, and what is wrong on stderr', async () => {
    const { code, stdout, stderr } = await doctor('prod --json', { subscriptions: [] });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ examined: [{ name: 'prod' }], skipped: [] });
    expect(stderr).toContain('wrong');
  });

  test('--help has examples', async () => {
    const { code, stderr } = await doctor('--help');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Examples:\n {2}npx waypost doctor\n/);
  });

  test.each([
    ['stage', 'There is no "stage" in waypost.config.ts. Choose one of tools, dev, prod.'],
    ['prod --rehearsal --live-dns', "'--live-dns' cannot be used with option '--rehearsal'"],
    ['tools --live-dns', '--live-dns asks for the zone of an environment, and tools has none'],
  ])('%s is wrong usage, which ends with 2', async (line, message) => {
    const { code, stderr, asked } = await doctor(line);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stderr).toContain(message);
  });

  test('asks the world nothing unless told to', async () => {
    const { asked } = await doctor('prod');
    expect(asked.filter((one) => one.startsWith('example.com'))).toEqual([]);
  });
});

describe('an account', () => {
  test('that is not bootstrapped is told how, with the region that lacks it', async () => {
    const { all } = await findingsOf('dev', {
      stacks: { CDKToolkit: { status: 'DELETE_FAILED', outputs: {}, parameters: {} } },
    });
    expect(all).toContainEqual({
      verdict: 'wrong',
      says: 'not bootstrapped in eu-west-1 and us-east-1',
      remedy: 'npx waypost bootstrap dev',
    });
  });

  test('without stacks is not deployed, which is no fault', async () => {
    const names = ['dns', 'cost', 'storage', 'email', 'contact', 'monitoring', 'edge'];
    const stacks = Object.fromEntries(names.map((name) => [`waypost-dev-${name}`, undefined]));
    const { code, all } = await findingsOf('dev', { stacks });
    expect(code).toBe(0);
    expect(all.map(({ verdict, says }) => `${verdict}: ${says}`)).toEqual([
      'fine: bootstrapped in eu-west-1 and us-east-1, version 33',
      `to do: not deployed: ${Object.keys(stacks).join(', ')}`,
      'fine: 1000 functions can run at once',
      expect.stringContaining('fine: SES sends to anyone') as string,
    ]);
  });

  test('looks for each stack of its configuration where that lives', async () => {
    const { asked } = await doctor('dev');
    expect(asked).toContain('waypost-dev-dns us-east-1');
    expect(asked).toContain('waypost-dev-email eu-west-1');
    expect(asked).not.toContain('waypost-dev-network eu-west-1');
  });

  test.each([
    [
      'ROLLBACK_COMPLETE',
      'stack waypost-prod-email is ROLLBACK_COMPLETE',
      /CloudFormation console/,
    ],
    ['UPDATE_IN_PROGRESS', 'stack waypost-prod-email is UPDATE_IN_PROGRESS', /wait for it/],
    ['UPDATE_ROLLBACK_COMPLETE', 'stack waypost-prod-email was rolled back', /Push the fix/],
  ])('with a stack that is %s is not fine', async (status, says, remedy) => {
    const { all } = await findingsOf('prod', {
      stacks: { 'waypost-prod-email': { status, outputs: {}, parameters: {} } },
    });
    const found = all.filter((one) => one.says.startsWith(says));
    expect(found).toEqual([
      {
        verdict: 'wrong',
        says: expect.any(String) as string,
        remedy: expect.stringMatching(remedy) as string,
      },
    ]);
  });

  test('of tools without the pipeline is told to deploy it', async () => {
    const { all } = await findingsOf('tools', { stacks: { 'waypost-pipeline': undefined } });
    expect(all).toContainEqual({
      verdict: 'to do',
      says: 'not deployed: waypost-pipeline',
      remedy: 'npx waypost deploy, once; from then on only push.',
    });
  });
});

describe('notifications', () => {
  test.each([
    ['tools', 'the pipeline', 'arn:aws:sns:eu-west-1:111111111111:waypost-pipeline'],
    ['prod', 'alarms', 'arn:aws:sns:eu-west-1:333333333333:waypost-prod-alarms'],
  ])(
    'of %s that nobody confirmed are wrong, with the way to be asked again',
    async (name, about, topic) => {
      const subscriptions = [{ address: 'OWNER@example.com', confirmed: false }];
      const { code, all } = await findingsOf(name, { subscriptions });
      expect(code).toBe(1);
      expect(all).toContainEqual({
        verdict: 'wrong',
        says: `owner@example.com has not confirmed the mails about ${about}`,
        remedy: expect.stringContaining(`--topic-arn ${topic} `) as string,
      });
    },
  );

  test('that SNS has dropped are told apart', async () => {
    const { all } = await findingsOf('prod', { subscriptions: [] });
    expect(all.map(({ says }) => says)).toContain(
      'owner@example.com is not subscribed to mails about alarms',
    );
  });

  test('without their topic are to do', async () => {
    const { all } = await findingsOf('prod', { subscriptions: undefined });
    expect(all.at(-1)).toMatchObject({
      verdict: 'to do',
      says: expect.stringContaining('topic') as string,
    });
  });
});
