import {
  type CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** A deployed stack, or `undefined` if there is no stack of that name. */
export async function describeStack(
  client: CloudFormationClient,
  StackName: string,
  options?: { readonly abortSignal: AbortSignal },
): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }), options);
    return Stacks[0];
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

/**
 * Whether CloudFormation says that a stack does not exist. It has no error of its own for that:
 * ValidationError also means other faults of a call, such as an invalid name. So the text of the
 * message decides (`Stack with id … does not exist`, `Stack […] does not exist`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function isMissingStack(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ValidationError' &&
    /^Stack\b.* does not exist/.test(error.message)
  );
}
