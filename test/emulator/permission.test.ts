import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';
import { readDecisions } from '../least-privilege/decisions';

const CODEBUILD = 'codebuild.amazonaws.com';
const USE = 'codeconnections:UseConnection';
const CONNECTION = `arn:aws:codeconnections:${REGION}:${TOOLS}:connection/one`;

const emulator = runningEmulator();
const role = rolesOf(CODEBUILD);

beforeAll(async () => {
  const template = {
    Resources: {
      With: role('with', { Action: USE, Resource: CONNECTION }),
      Without: role('without', { Action: USE, Resource: `${CONNECTION}-other` }),
    },
  };
  await outputsOf(emulator(), { stack: 'roles', account: TOOLS, template });
});

const mayUse = async (name: string) => {
  const { accessKeyId } = await emulator().assumeServiceRole({
    roleArn: `arn:aws:iam::${TOOLS}:role/${name}`,
    service: CODEBUILD,
    sessionName: 'build',
    region: REGION,
  });
  return emulator().isAllowed({
    accessKeyId,
    action: USE,
    resourceArn: CONNECTION,
    region: REGION,
  });
};

test('a session is asked about as IAM decides on calls, and the decision is written down', async () => {
  expect(await mayUse('with')).toBe(true);
  expect(await mayUse('without')).toBe(false);

  const decisions = await readDecisions(emulator().decisionsFile);
  expect(decisions.filter(({ action }) => action === USE)).toMatchObject([
    { resource: CONNECTION, decision: 'Allow' },
    { resource: CONNECTION, decision: 'ImplicitDeny' },
  ]);
});
