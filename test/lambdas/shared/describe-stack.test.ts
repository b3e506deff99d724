import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describeStack, isMissingStack } from '../../../lambdas/shared/describe-stack';

function answer(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

describe('a stack', () => {
  // As recorded of DescribeStacks, and of DescribeStackEvents.
  test.each([
    'Stack with id waypost-prod-dns does not exist',
    'Stack [waypost-prod-dns] does not exist',
  ])('is not there by “%s”', (message) => {
    expect(isMissingStack(answer('ValidationError', message))).toBe(true);
  });

  test.each([
    [
      'a name that CloudFormation does not take',
      answer(
        'ValidationError',
        "1 validation error detected: Value 'a_b' at 'stackName' failed to satisfy constraint",
      ),
    ],
    [
      'a role that is not there',
      answer('ValidationError', 'Role arn:aws:iam::111111111111:role/deploy does not exist'),
    ],
    [
      'another service that knows no stacks',
      answer('NotFoundException', 'Stack with id x does not exist'),
    ],
    [
      'what speaks of a stack in passing',
      answer('ValidationError', 'Export of Stack waypost-prod-dns does not exist'),
    ],
    ['what is no error', 'Stack with id x does not exist'],
  ])('may be there by %s', (_, error) => {
    expect(isMissingStack(error)).toBe(false);
  });
});

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
