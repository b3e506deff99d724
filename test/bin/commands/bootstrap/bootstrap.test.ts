import { bootstrap } from '../../../../bin/commands/bootstrap/action';
import { config, fakePorts } from '../fakes';

const stacks = ['AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::SQS::Queue'].map((Type, index) => ({
  stackName: `stack-${index}`,
  account: '333333333333',
  template: { Resources: { One: { Type } } },
}));

/** What bootstrap runs after it has deployed the account's policies. */
function cdkBootstrap(ran: readonly (readonly string[])[]) {
  expect(ran.map(([command]) => command)).toEqual(['deploy', 'bootstrap']);
  return ran[1];
}

/** Value of each occurrence of an option. */
function option(args: readonly string[] | undefined, name: string): (string | undefined)[] {
  return (args ?? []).flatMap((arg, index) => (arg === name ? [args?.[index + 1]] : []));
}

describe('bootstrap', () => {
  test('prepares an environment in its region and us-east-1, trusting the tools account', async () => {
    const { ports, ran } = fakePorts({ account: '222222222222' });
    await bootstrap(config, 'dev', ports);

    expect(cdkBootstrap(ran)?.slice(0, 3)).toEqual([
      'bootstrap',
      'aws://222222222222/eu-west-1',
      'aws://222222222222/us-east-1',
    ]);
    expect(option(cdkBootstrap(ran), '--trust')).toEqual(['111111111111']);
  });

  test('prepares the tools account where the pipeline acts, trusting nobody', async () => {
    const { ports, ran } = fakePorts();
    await bootstrap(config, 'tools', ports);

    expect(cdkBootstrap(ran)).toEqual(
      expect.arrayContaining(['aws://111111111111/eu-west-1', 'aws://111111111111/us-east-1']),
    );
    expect(option(cdkBootstrap(ran), '--trust')).toEqual([]);
  });

  test('gives CloudFormation policies of ours alone, and says so and who may deploy', async () => {
    const { ports, ran, printed } = fakePorts({ account: '333333333333', stacks });
    await bootstrap(config, 'prod', ports);

    const [policies] = option(cdkBootstrap(ran), '--cloudformation-execution-policies');
    expect(policies?.split(',')).toEqual(
      [1, 2, 3, 4, 5].map((n) => `arn:aws:iam::333333333333:policy/waypost-execution-${n}`),
    );
    expect(printed.join('\n')).toContain(
      'Limiting what deployments may do in prod, account 333333333333: 2 types of resources',
    );
    expect(printed.join('\n')).toContain('Account 111111111111');
  });

  test('keeps what the account is bootstrapped for, and says to commit it', async () => {
    const { ports, kept, printed } = fakePorts({ account: '333333333333', stacks });
    await bootstrap(config, 'prod', ports);

    expect(Object.keys(kept)).toEqual(['prod']);
    expect(Object.keys(kept['prod']?.types ?? {})).toEqual(['AWS::S3::Bucket', 'AWS::SQS::Queue']);
    expect(kept['prod']).toMatchObject({
      account: '333333333333',
      regions: ['eu-west-1', 'us-east-1'],
    });
    expect(printed.at(-1)).toContain('Commit waypost.bootstrap.json');
  });

  test('keeps nothing of a bootstrap that failed', async () => {
    const failing = fakePorts({ stacks, cdk: () => Promise.reject(new Error('refused')) });
    await expect(bootstrap(config, 'tools', failing.ports)).rejects.toThrow('refused');
    expect(failing.kept).toEqual({});
  });

  test('refuses the credentials of another account, names both, and changes nothing', async () => {
    const { ports, ran } = fakePorts({ account: '444444444444' });

    await expect(bootstrap(config, 'dev', ports)).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
      message: expect.stringMatching(/444444444444.*dev is account 222222222222/) as string,
    });
    expect(ran).toEqual([]);
  });

  test.each([
    [
      'this account',
      /s3api delete-bucket --region us-east-1 --bucket cdk-hnb659fds-assets-222222222222-us-east-1/,
    ],
    ['another account', /another account has a bucket of this name/],
  ] as const)(
    'changes nothing where the bucket is already one of %s, and says what to do',
    async (bucketOwner, message) => {
      const world = { account: '222222222222', bootstrapped: ['eu-west-1'], bucketOwner };
      const { ports, ran } = fakePorts(world);
      await expect(bootstrap(config, 'dev', ports)).rejects.toMatchObject({
        code: 'BOOTSTRAP_NAME_TAKEN',
        message: expect.stringMatching(message) as string,
      });
      expect(ran).toEqual([]);
    },
  );

  test('control: a bucket of a bootstrap that works is in nobody’s way', async () => {
    const { ports, ran } = fakePorts({ account: '222222222222', bucketOwner: 'this account' });
    await bootstrap(config, 'dev', ports);
    expect(cdkBootstrap(ran)).toBeDefined();
  });

  test('names what there is to choose from', async () => {
    await expect(bootstrap(config, 'stage', fakePorts().ports)).rejects.toMatchObject({
      code: 'UNKNOWN_ACCOUNT',
      message: expect.stringContaining('tools, dev, prod') as string,
    });
  });
});
