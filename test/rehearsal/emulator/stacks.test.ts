import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describeStack } from '../../../rehearsal/emulator/stacks';

function answering(answer: object | Error): CloudFormationClient {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  client.middlewareStack.add(
    () => () =>
      answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ output: { $metadata: {}, ...answer }, response: {} }),
    { step: 'initialize' },
  );
  return client;
}
const validationError = (message: string) =>
  Object.assign(new Error(message), { name: 'ValidationError' });

describe('deployed stack', () => {
  test('that does not exist has no description', async () => {
    const missing = answering(validationError('Stack with id dns does not exist'));

    expect(await describeStack(missing, 'dns')).toBeUndefined();
  });

  test('control: another refusal is none of that', async () => {
    const refused = answering(validationError('The name is too long'));

    await expect(describeStack(refused, 'dns')).rejects.toThrow(/too long/);
  });
});
