import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { parameterValue, secretValue } from '../../rehearsal/actions/stored-variables';
import { accountCredentials, Cloud } from '../../rehearsal/emulator/cloud';
import { outputsOf } from './support/deploy';
import { rolesOf } from './support/roles';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** A build's variables of the types PARAMETER_STORE and SECRETS_MANAGER, read under its role. */
const emulator = runningEmulator();
let secretArn: string;

beforeAll(async () => {
  const cloud = new Cloud(emulator());
  const account = accountCredentials(TOOLS);
  await cloud
    .ssm(account, REGION)
    .send(new PutParameterCommand({ Name: '/app/size', Value: 'small', Type: 'SecureString' }));
  const SecretString = JSON.stringify({ token: 't0ken', port: 7 });
  const made = await cloud
    .secretsManager(account, REGION)
    .send(new CreateSecretCommand({ Name: 'app', SecretString }));
  secretArn = made.ARN ?? '';
  const read = {
    Action: ['ssm:GetParameters', 'secretsmanager:GetSecretValue'],
    Resource: [`arn:aws:ssm:${REGION}:${TOOLS}:parameter/app/*`, `${secretArn.slice(0, -6)}*`],
  };
  const role = rolesOf('codebuild.amazonaws.com');
  await outputsOf(emulator(), {
    stack: 'roles',
    account: TOOLS,
    template: {
      Resources: {
        Reader: role('reader', read),
        Stranger: role('stranger', { Action: 'logs:CreateLogStream', Resource: '*' }),
      },
    },
  });
});

async function storeAs(name: string) {
  const role = await emulator().assumeServiceRole({
    roleArn: `arn:aws:iam::${TOOLS}:role/${name}`,
    service: 'codebuild.amazonaws.com',
    sessionName: name,
    region: REGION,
  });
  return { cloud: new Cloud(emulator()), role, region: REGION };
}

test('a parameter has its decrypted value', async () => {
  expect(await parameterValue('SIZE', '/app/size', await storeAs('reader'))).toBe('small');
});

test('of several parameters each needs a grant', async () => {
  const { cloud, role } = await storeAs('reader');
  const get = (...Names: string[]) =>
    cloud.ssm(role, REGION).send(new GetParametersCommand({ Names, WithDecryption: true }));
  expect(await get('/app/size', '/app/none')).toMatchObject({
    Parameters: [{ Name: '/app/size' }],
    InvalidParameters: ['/app/none'],
  });
  await expect(get('/app/size', '/other')).rejects.toThrow(/ssm:GetParameters/);
});

test.each([
  ['the whole secret', 'app', '{"token":"t0ken","port":7}'],
  ['one key of it', 'app:token', 't0ken'],
  ['a number in it', 'app:port', '7'],
  ['the key of a version', 'app:token:AWSCURRENT', 't0ken'],
])('a secret gives %s', async (_, reference, value) => {
  expect(await secretValue('TOKEN', reference, await storeAs('reader'))).toBe(value);
});

test('a secret is found by its ARN', async () => {
  expect(await secretValue('TOKEN', `${secretArn}:token`, await storeAs('reader'))).toBe('t0ken');
});

test('what is missing is named with the variable', async () => {
  const store = await storeAs('reader');
  await expect(parameterValue('SIZE', '/app/none', store)).rejects.toThrow(
    `the variable SIZE: Parameter Store has no /app/none in ${REGION}`,
  );
  await expect(secretValue('TOKEN', 'app:none', store)).rejects.toThrow(
    'the variable TOKEN: app has no key none',
  );
});

test("control: a role without the grants reads neither, and the variable's name is said", async () => {
  const store = await storeAs('stranger');
  await expect(parameterValue('SIZE', '/app/size', store)).rejects.toThrow(
    /^the variable SIZE: the parameter \/app\/size .*AccessDenied/,
  );
  await expect(secretValue('TOKEN', 'app', store)).rejects.toThrow(
    /^the variable TOKEN: the secret app cannot be read: .*AccessDenied/,
  );
});
