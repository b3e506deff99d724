/**
 * Whether CloudFormation says that a stack is not there. It has no error of its own for that:
 * ValidationError means other faults of a call, too, such as a name that it does not take, so its
 * words count (`Stack with id … does not exist`, `Stack […] does not exist`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function isMissingStack(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ValidationError' &&
    /^Stack\b.* does not exist/.test(error.message)
  );
}
