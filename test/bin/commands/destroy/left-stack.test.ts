import { accountOfStack } from '../../../../bin/commands/destroy/action';
import { destroyLeftStack } from '../../../../bin/commands/destroy/left-stack';
import { removalCommand } from '../../../../release/review/contract';
import { nextStack } from '../../../release/review/diff/samples';
import { config } from '../fakes';
import { fakeDesk, type FakeStack, FakeStacks } from './fake-stacks';

const OLD = 'waypost-prod-backup-copy';
const ours = { project: config.project, environment: 'prod' };
const PROD = accountOfStack(config, 'prod', 'eu-central-1').account;

function world(stack?: FakeStack, answer: string | undefined = OLD, delivered: string[] = []) {
  const cloud = new FakeStacks(PROD, stack === undefined ? {} : { [OLD]: stack });
  const person = fakeDesk(answer);
  const run = (name = 'prod', confirmed?: string) => {
    const account = accountOfStack(config, name, 'eu-central-1');
    const address = { stackName: OLD, region: 'eu-central-1' };
    const stacks = delivered.map((one) => ({ ...nextStack(one, {}), region: 'eu-central-1' }));
    return destroyLeftStack(
      config,
      { account, address, confirmed, command: removalCommand(name, address) },
      cloud,
      { assemble: () => Promise.resolve({ stacks }), desk: person.desk },
    );
  };
  return { cloud, person, run };
}

describe('one stack that no release delivers', () => {
  test('goes after its name was typed, alone', async () => {
    const { cloud, person, run } = world({ tags: ours });
    await run();
    expect(person.questions).toEqual([`Type "${OLD}" to continue: `]);
    expect(cloud.removed).toEqual([OLD]);
    expect(cloud.asked.get(OLD)).toBe('eu-central-1');
    expect(person.text()).toContain(`${OLD} is gone.`);
  });

  test('loses its protection first, and only once its name was typed', async () => {
    const stack = { tags: ours, protected: true };
    const refused = world(stack, 'prod');
    await expect(refused.run()).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
    expect(refused.cloud.stacks[OLD]?.protected).toBe(true);

    const { cloud, run } = world(stack);
    await run('prod', OLD);
    expect(cloud.removed).toEqual([OLD]);
  });

  test('goes from an account that the configuration has no more, by the id', async () => {
    const { cloud, run } = world({ tags: { ...ours, environment: 'old' } });
    await run(PROD);
    expect(cloud.removed).toEqual([OLD]);
    await expect(run('999999999999')).rejects.toMatchObject({
      code: 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    });
  });

  test('says what stays of it before and after', async () => {
    const keeps = [
      { logicalId: 'Zone', physicalId: 'Z1', resource: { Type: 'AWS::Route53::HostedZone' } },
    ];
    const { person, run } = world({ tags: ours, keeps });
    await run();
    expect(person.notes()).toMatch(/except:\n {2}AWS::Route53::HostedZone Z1 /);
    expect(person.text()).toMatch(/Kept when[^]*AWS::Route53::HostedZone Z1 /);
  });

  test.each<[string, FakeStack | undefined, string[], string]>([
    ['is not there', undefined, [], 'STACK_NOT_FOUND'],
    ['is of another project', { tags: { project: 'other' } }, [], 'STACK_NOT_OURS'],
    ['was made by bootstrap', { tags: { ...ours, stack: 'bootstrap' } }, [], 'STACK_NOT_OURS'],
    ['is delivered', { tags: ours }, [OLD], 'STACK_DELIVERED'],
    ['is being changed', { tags: ours, status: 'UPDATE_IN_PROGRESS' }, [], 'STACK_BUSY'],
  ])('is refused when it %s', async (_, stack, delivered, code) => {
    const { cloud, run } = world(stack, OLD, delivered);
    await expect(run()).rejects.toMatchObject({ code });
    expect(cloud.removed).toEqual([]);
  });

  // CloudFormation finds a stack by its id, too: the comparison with what is delivered would miss it.
  test.each([
    [
      `arn:aws:cloudformation:eu-central-1:${PROD}:stack/${OLD}/1`,
      'eu-central-1',
      'STACK_NAME_INVALID',
    ],
    [OLD, 'eu-centrl-1', 'REGION_UNKNOWN'],
  ])('is not looked for as %s in %s', async (stackName, region, code) => {
    const cloud = new FakeStacks(PROD, { [stackName]: { tags: ours } });
    const address = { stackName, region };
    const account = accountOfStack(config, 'prod', region);
    const deletion = destroyLeftStack(
      config,
      { account, address, confirmed: stackName, command: removalCommand('prod', address) },
      cloud,
      { assemble: () => Promise.resolve({ stacks: [] }), desk: fakeDesk().desk },
    );
    await expect(deletion).rejects.toMatchObject({ code });
    expect(cloud.asked.size + cloud.removed.length).toBe(0);
  });

  test('that does not go names what holds it, and the same command again', async () => {
    const fault = { logicalId: 'B', physicalId: 'b', type: 'AWS::S3::Bucket', reason: 'not empty' };
    const { run } = world({ tags: ours, faults: [fault] });
    await expect(run()).rejects.toMatchObject({
      code: 'STACK_NOT_DELETED',
      message: expect.stringMatching(
        RegExp(
          `aws s3 rm s3://b [^]*\`npx waypost destroy prod --stack ${OLD} --region eu-central-1\``,
        ),
      ) as string,
    });
  });
});
