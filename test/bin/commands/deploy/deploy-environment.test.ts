import {
  deployEnvironment,
  stackPattern,
} from '../../../../bin/commands/deploy/deploy-environment';
import { environmentStacks } from '../../../../lib/config/environment/environment-stacks';
import { COMMIT, config, fakePorts, type World } from '../fakes';

const [dev, prod] = config.environments;
if (dev === undefined || prod === undefined) throw new Error('The example has dev and prod.');

const DEV = { account: dev.account };
const byHand = {
  environment: 'dev',
  exclusively: false,
  withoutApproval: false,
  confirmed: false,
  rehearsal: false,
};

test('an environment is deployed whole, and the CDK asks what it always asks', async () => {
  const { ports, ran } = fakePorts(DEV);
  await deployEnvironment(config, byHand, ports);
  expect(ran).toEqual([['deploy', 'waypost-pipeline/dev/*', '--no-notices']]);
});

test('one stack brings along what it depends on, unless told not to', async () => {
  const { ports, ran } = fakePorts(DEV);
  await deployEnvironment(config, { ...byHand, stack: 'Email' }, ports);
  await deployEnvironment(config, { ...byHand, stack: 'email', exclusively: true }, ports);
  expect(ran).toEqual([
    ['deploy', 'waypost-pipeline/dev/Email', '--no-notices'],
    ['deploy', 'waypost-pipeline/dev/Email', '--exclusively', '--no-notices'],
  ]);
});

test('--yes asks nothing', async () => {
  const { ports, ran } = fakePorts(DEV);
  await deployEnvironment(config, { ...byHand, confirmed: true }, ports);
  expect(ran[0]).toEqual(expect.arrayContaining(['--require-approval', 'never']));
});

test('every stack of an environment can be named as its name ends', () => {
  expect(
    Object.keys(environmentStacks(prod)).map((id) => [
      id,
      stackPattern(config, prod, id === 'backupCopy' ? 'backup-copy' : id)
        .split('/')
        .at(-1),
    ]),
  ).toEqual(
    Object.keys(environmentStacks(prod)).map((id) => [
      id,
      `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    ]),
  );
});

test.each<[string, Partial<typeof byHand> & { stack?: string }, World, string, RegExp]>([
  [
    'an environment that there is not',
    { environment: 'devv' },
    DEV,
    'UNKNOWN_ENVIRONMENT',
    /no environment "devv".*Did you mean "dev"\? Choose one of dev, prod\./,
  ],
  [
    'a stack that there is not',
    { stack: 'mail' },
    DEV,
    'UNKNOWN_STACK',
    /no stack "mail" as it is configured\. Did you mean "email"\? Choose one of .*storage/,
  ],
  [
    'credentials of another account',
    {},
    {},
    'AWS_CREDENTIALS_OF_ANOTHER_ACCOUNT',
    /dev is account/,
  ],
  [
    'an account that is not bootstrapped in every region',
    {},
    { ...DEV, bootstrapped: ['eu-west-1'] },
    'NOT_BOOTSTRAPPED',
    /dev is not bootstrapped in us-east-1\. Run `npx waypost bootstrap dev`/,
  ],
  [
    'to go past an approval unasked',
    { environment: 'prod' },
    { account: prod.account },
    'APPROVAL_NEEDED',
    /add --without-approval[^]*its check will stop it[^]*The next release/,
  ],
])('refuses %s, and changes nothing', async (_, more, world, code, message) => {
  const { ports, ran } = fakePorts(world);
  await expect(deployEnvironment(config, { ...byHand, ...more }, ports)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
  expect(ran).toEqual([]);
});

test('who says so goes past the approval, and hears what follows', async () => {
  const { ports, ran, printed } = fakePorts({ account: prod.account });
  const deployment = { ...byHand, environment: 'prod', withoutApproval: true };
  await deployEnvironment(config, deployment, ports);
  expect(ran).toHaveLength(1);
  expect(printed.join('\n')).toMatch(/smoke test did not run[^]*its check will stop it/);
});

test.each<[string, World, RegExp]>([
  ['uncommitted changes', { changes: [' M site/a.html'] }, /which the next release undoes:\n {3}M/],
  [
    'a commit that is not pushed',
    { pushed: 'b'.repeat(40) },
    RegExp(`HEAD is ${COMMIT}, but main at`),
  ],
])('%s are deployed, and told', async (_, world, line) => {
  const { ports, ran, printed } = fakePorts({ ...DEV, ...world });
  await deployEnvironment(config, byHand, ports);
  expect(ran).toHaveLength(1);
  expect(printed.join('\n')).toMatch(line);
});

test('control: what is pushed is deployed without a word about it', async () => {
  const { ports, printed } = fakePorts(DEV);
  await deployEnvironment(config, byHand, ports);
  expect(printed.join('\n')).not.toMatch(/undoes|HEAD/);
});

test('in a rehearsal the CDK is led there, whatever the credentials at hand', async () => {
  const { ports, environments } = fakePorts({ account: '999999999999' });
  await deployEnvironment(config, { ...byHand, rehearsal: true }, ports);
  expect(environments).toEqual([{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }]);
});
