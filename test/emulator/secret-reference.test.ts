import { output, outputsOf, update, type Template } from './support/deploy';
import { REGION, runningEmulator, TOOLS } from './support/running-emulator';

/** CDK takes the name of a secret out of its ARN. */
const emulator = runningEmulator();

const template = (Description: string): Template => ({
  Resources: {
    License: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Description,
        GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'key' },
      },
    },
  },
  Outputs: { Ref: { Value: { Ref: 'License' } } },
});

test('a secret is referred to by its ARN, also after an update, and its made name has two parts', async () => {
  const where = { stack: 'secret', account: TOOLS };
  const made = output(await outputsOf(emulator(), { ...where, template: template('one') }), 'Ref');
  const arn = `arn:aws:secretsmanager:${REGION}:${TOOLS}:secret:`;
  expect(made.startsWith(arn)).toBe(true);
  expect(made.slice(arn.length)).toMatch(/^License-\w{12}-\w{6}$/);

  const changed = await update(emulator(), { ...where, template: template('two') });
  expect(changed).toMatchObject({ status: 'UPDATE_COMPLETE', outputs: { Ref: made } });
});
