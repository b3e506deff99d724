import { deploy } from '../../../../bin/commands/deploy/deploy';
import { CommandError } from '../../../../bin/commands/terminal/command-error';
import { COMMIT, config, fakePorts, RECORD, type World } from '../fakes';

const { tools, prod } = RECORD;
if (!tools || !prod) throw new Error('The record of the tests has no such accounts');

describe('deploy', () => {
  test('deploys the pipeline with the buckets that it needs elsewhere, bundles nothing else and asks nothing', async () => {
    const { ports, ran } = fakePorts();
    await deploy(config, ports);

    expect(ran).toHaveLength(1);
    expect(ran[0]?.slice(0, 6)).toEqual([
      'deploy',
      'waypost-pipeline',
      'waypost-pipeline-replica-us-east-1',
      '--exclusively',
      '--require-approval',
      'never',
    ]);
  });

  test.each<[string, World, string, RegExp]>([
    ['a folder that is no repository', { isRepository: false }, 'NOT_A_REPOSITORY', /Clone/],
    ['a repository without a commit', { head: undefined }, 'NO_COMMIT', /Commit and push/],
    ['uncommitted changes', { changes: ['?? new.ts'] }, 'UNCOMMITTED_CHANGES', /\?\? new\.ts/],
    [
      'a branch that origin lacks',
      { pushed: undefined },
      'COMMIT_NOT_PUSHED',
      /has no branch "main"/,
    ],
    [
      'a HEAD that is not what origin has',
      { pushed: 'b'.repeat(40) },
      'COMMIT_NOT_PUSHED',
      new RegExp(`HEAD is ${COMMIT}, but main at the remote "origin" is b{40}`),
    ],
    [
      'credentials of another account',
      { account: '222222222222' },
      'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
      /222222222222.*tools is account 111111111111/,
    ],
    [
      'a tools account that is not bootstrapped in every region',
      { bootstrapped: ['eu-west-1'] },
      'NOT_BOOTSTRAPPED',
      /not bootstrapped in us-east-1\. Run `npx waypost bootstrap tools`/,
    ],
    [
      'environments that nobody has bootstrapped',
      { record: { tools } },
      'NOT_BOOTSTRAPPED',
      /dev, account 222222222222, in eu-west-1, us-east-1\n.*waypost bootstrap dev\n.*prod, account 333333333333/,
    ],
    [
      'a region of an environment that was added later',
      { record: { ...RECORD, prod: { ...prod, regions: ['eu-west-1'] } } },
      'NOT_BOOTSTRAPPED',
      /push:\n {2}prod, account 333333333333, in us-east-1\n.*waypost bootstrap prod$/,
    ],
    [
      'an account that was exchanged for another',
      { record: { ...RECORD, prod: { ...prod, account: '444444444444' } } },
      'NOT_BOOTSTRAPPED',
      /prod, account 333333333333, in eu-west-1, us-east-1/,
    ],
  ])('refuses %s and changes nothing', async (_, world, code, message) => {
    const { ports, ran } = fakePorts(world);

    await expect(deploy(config, ports)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    expect(ran).toEqual([]);
  });

  test('needs no record of emulated accounts', async () => {
    const { ports, ran } = fakePorts({ record: undefined });
    await deploy(config, ports);
    expect(ran).toHaveLength(1);
  });

  test('does not speak of a pipeline that starts when the deployment failed', async () => {
    const failure = new CommandError('CDK_FAILED', 'no');
    const { ports, printed } = fakePorts({ cdk: () => Promise.reject(failure) });

    await expect(deploy(config, ports)).rejects.toBe(failure);
    expect(printed.join('\n')).not.toContain('The pipeline starts now');
  });
});
