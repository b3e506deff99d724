import {
  DescribeStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { isMissingStack } from '../lambdas/shared/missing-stack';

/** A deployed stack, or `undefined` when there is none of that name. */
export async function describeStack(
  client: CloudFormationClient,
  stackName: string,
): Promise<Stack | undefined> {
  const answer = await client
    .send(new DescribeStacksCommand({ StackName: stackName }))
    .catch((error: unknown) => {
      if (isMissingStack(error)) return undefined;
      throw error;
    });
  return answer?.Stacks?.[0];
}
