import { accountToDestroy, destroy } from '../../../../bin/commands/destroy/action';
import { DESTROY_ORDER, environmentAddresses } from '../../../../bin/commands/destroy/order';
import { environmentNames } from '../../../../lib/naming';
import { config } from '../fakes';
import { fakeDesk, type FakeStack, FakeStacks } from './fake-stacks';

const [dev, prod] = config.environments;
if (dev === undefined || prod === undefined) throw new Error('The example has dev and prod.');

/** All stacks that dev may have, in the order in which they go. */
const DEV_STACKS = environmentAddresses(config, dev).map(({ stackName }) => stackName);

function devWith(more: Record<string, FakeStack> = {}) {
  const all = DEV_STACKS.filter((name) => !/network|keys/.test(name));
  return new FakeStacks(dev?.account ?? '', {
    ...Object.fromEntries(all.map((name): [string, FakeStack] => [name, {}])),
    ...more,
  });
}

function run(
  name: string,
  cloud: FakeStacks,
  person = fakeDesk(name),
  confirmed?: string,
  gone: string[] = [],
) {
  const account = accountToDestroy(config, name);
  const command = `npx waypost destroy ${name}`;
  return destroy(config, { account, confirmed, command, gone }, cloud, person.desk);
}

const zone = {
  logicalId: 'Zone',
  physicalId: 'Z1',
  resource: { Type: 'AWS::Route53::HostedZone' },
};

test('every stack of lib/naming.ts has its place in DESTROY_ORDER', () => {
  const { stacks } = environmentNames(config.project, dev.name);
  expect([...DESTROY_ORDER].sort()).toEqual(Object.keys(stacks).sort());
});

test('an environment goes stack by stack, after its name was typed', async () => {
  const cloud = devWith();
  const person = fakeDesk('dev');
  await run('dev', cloud, person);
  expect(person.questions).toEqual(['Type "dev" to continue: ']);
  expect(cloud.removed).toEqual(DEV_STACKS.filter((name) => !/network|keys/.test(name)));
  expect(person.text()).toMatch(
    /^dev is gone\.\n[^]*remove dev from waypost\.config\.ts and push to main/,
  );
});

test('a stack of an option that is off goes, too, and after what is in it', async () => {
  const cloud = devWith({ 'waypost-dev-network': {} });
  await run('dev', cloud);
  expect(cloud.removed).toContain('waypost-dev-network');
  expect(cloud.asked.get('waypost-dev-network')).toBe(dev.region);
});

test.each<[string, string | undefined, string | undefined, string]>([
  ['somebody types another name', 'prod', undefined, 'NOT_CONFIRMED'],
  ['nobody can be asked', undefined, undefined, 'CONFIRMATION_MISSING'],
  ['--yes names another one', 'dev', 'prod', 'NOT_CONFIRMED'],
])('nothing goes when %s', async (_, answer, confirmed, code) => {
  const cloud = devWith();
  await expect(run('dev', cloud, fakeDesk(answer), confirmed)).rejects.toMatchObject({ code });
  expect(cloud.removed).toEqual([]);
});

test('--yes with the name asks nobody', async () => {
  const cloud = devWith();
  const person = fakeDesk();
  await run('dev', cloud, person, 'dev');
  expect(person.questions).toEqual([]);
  expect(cloud.removed).not.toEqual([]);
});

test('what is protected is refused before anything goes, with the command that lifts it', async () => {
  const cloud = devWith({ 'waypost-dev-dns': { protected: true } });
  await expect(run('dev', cloud)).rejects.toMatchObject({
    code: 'STACKS_PROTECTED',
    message: expect.stringContaining(
      'aws cloudformation update-termination-protection --no-enable-termination-protection --region us-east-1 --stack-name waypost-dev-dns\n',
    ) as string,
  });
  expect(cloud.removed).toEqual([]);
});

test('stacks of a release under way are refused', async () => {
  const cloud = devWith({ 'waypost-dev-email': { status: 'UPDATE_IN_PROGRESS' } });
  await expect(run('dev', cloud)).rejects.toMatchObject({ code: 'STACK_BUSY' });
  expect(cloud.removed).toEqual([]);
});

test.each(['ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED', 'DELETE_IN_PROGRESS'])(
  'a stack in the state %s goes like any other',
  async (status) => {
    const cloud = devWith({ 'waypost-dev-email': { status } });
    await run('dev', cloud);
    expect(cloud.stacks).toEqual({});
  },
);

test.each([
  ['AWS::S3::Bucket', 'b', 'The bucket you tried to delete is not empty', 'aws s3 rm s3://b --rec'],
  ['AWS::Route53::HostedZone', 'Z1', 'HostedZoneNotEmpty', '--hosted-zone-id Z1'],
  ['AWS::Backup::BackupVault', 'v', 'has recovery points', '`backup.retentionDays` are over'],
])(
  'of a %s that does not go it says what to do, and stops',
  async (type, physicalId, reason, fix) => {
    const fault = { logicalId: 'It', physicalId, type, reason };
    const cloud = devWith({ 'waypost-dev-storage': { faults: [fault] } });
    const message = expect.stringMatching(
      RegExp(`It \\(${type}\\) ${physicalId}: ${reason}[^]*\`npx waypost destroy dev\` again`),
    ) as string;
    await expect(run('dev', cloud)).rejects.toMatchObject({ code: 'STACK_NOT_DELETED', message });
    await expect(run('dev', cloud)).rejects.toThrow(fix);
    expect(cloud.removed).not.toContain('waypost-dev-dns');
  },
);

test('run again after a failure, it goes on with what is left', async () => {
  const fault = { logicalId: 'B', physicalId: 'b', type: 'AWS::S3::Bucket', reason: 'not empty' };
  const cloud = devWith({ 'waypost-dev-storage': { faults: [fault] } });
  await expect(run('dev', cloud)).rejects.toMatchObject({ code: 'STACK_NOT_DELETED' });
  const before = cloud.removed.length;
  cloud.stacks['waypost-dev-storage'] = {};
  await run('dev', cloud);
  expect(cloud.removed[before]).toBe('waypost-dev-storage');
  expect(cloud.stacks).toEqual({});
});

test('run once more, it asks nobody and says again what remains', async () => {
  const cloud = devWith({ 'waypost-dev-dns': { keeps: [zone] } });
  const [first, again] = [fakeDesk('dev'), fakeDesk()];
  await run('dev', cloud, first);
  await run('dev', cloud, again);
  expect(again.questions).toEqual([]);
  expect(again.text()).toBe(first.text());
});

test('what stays is told before and after, with what it costs', async () => {
  const cloud = devWith({
    'waypost-dev-dns': { keeps: [zone] },
    'waypost-bootstrap': {},
    CDKToolkit: {},
  });
  cloud.groups.push('/aws/lambda/waypost-dev-submit', '/aws/lambda/other');
  const person = fakeDesk('dev');
  await run('dev', cloud, person);
  expect(person.notes()).toMatch(/everything in them, except:\n {2}AWS::Route53::HostedZone Z1 /);
  expect(person.text()).toMatch(/AWS::Route53::HostedZone Z1 [^]*together 0\.50 USD a month/);
  expect(person.text()).toMatch(/\/aws\/lambda\/waypost-dev-submit in eu-west-1/);
  expect(person.text()).not.toContain('/aws/lambda/other');
  expect(person.text()).toMatch(
    /Made by bootstrap[^]*waypost-bootstrap in [^]*CDKToolkit in us-east-1/,
  );
  expect(cloud.removed).not.toContain('CDKToolkit');
});

test('credentials of another account are refused', async () => {
  const cloud = new FakeStacks(prod.account, {});
  await expect(run('dev', cloud)).rejects.toMatchObject({
    code: 'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
  });
});

test('a name that there is not is answered with those that there are', () => {
  expect(() => accountToDestroy(config, 'tool')).toThrow(
    /no "tool".*Did you mean "tools"\? Choose one of tools, dev, prod/,
  );
});

describe('the pipeline', () => {
  const { pipeline, replica } = {
    pipeline: 'waypost-pipeline',
    replica: 'waypost-pipeline-replica-us-east-1',
  };

  test('goes before the buckets that it uses', async () => {
    const cloud = new FakeStacks(config.tools.account, { [replica]: {}, [pipeline]: {} });
    await run('tools', cloud);
    expect(cloud.removed).toEqual([pipeline, replica]);
  });

  test('goes after the build of pull requests, also one that the configuration no longer wants', async () => {
    const build = 'waypost-pull-requests';
    const cloud = new FakeStacks(config.tools.account, { [pipeline]: {}, [build]: {} });
    await run('tools', cloud);
    expect(cloud.removed).toEqual([build, pipeline]);
  });

  test('stays while an environment stands', async () => {
    const stacks = { [pipeline]: {}, 'waypost-prod-dns': {} };
    const cloud = new FakeStacks(config.tools.account, stacks);
    await expect(run('tools', cloud)).rejects.toMatchObject({
      code: 'ENVIRONMENTS_STAND',
      message: expect.stringMatching(
        /`npx waypost destroy prod` with credentials of \d{12}[^]*waypost-prod-dns in us-east-1/,
      ) as string,
    });
    expect(cloud.removed).toEqual([]);
  });

  test('stays when nobody can see whether one stands, unless the owner knows', async () => {
    const cloud = new FakeStacks(config.tools.account, { [pipeline]: {} });
    cloud.closed = prod.account;
    await expect(run('tools', cloud)).rejects.toMatchObject({
      code: 'ENVIRONMENT_UNSEEN',
      message: expect.stringContaining('add --gone prod') as string,
    });
    await expect(run('tools', cloud, fakeDesk('tools'), undefined, ['prd'])).rejects.toMatchObject({
      code: 'UNKNOWN_ENVIRONMENT',
    });
    expect(cloud.removed).toEqual([]);
    await run('tools', cloud, fakeDesk('tools'), undefined, ['prod']);
    expect(cloud.removed).toEqual([pipeline]);
  });
});
