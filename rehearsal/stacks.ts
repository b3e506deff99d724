import {
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** A deployed stack, or `undefined` when there is none of that name. */
export async function describeStack(
  client: CloudFormationClient,
  stackName: string,
): Promise<Stack | undefined> {
  const answer = await unlessMissing(
    client.send(new DescribeStacksCommand({ StackName: stackName })),
  );
  return answer?.Stacks?.[0];
}

/** CloudFormation has no error of its own for a stack that is not there. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (
      error instanceof Error &&
      error.name === 'ValidationError' &&
      error.message.includes('does not exist')
    ) {
      return undefined;
    }
    throw error;
  }
}
