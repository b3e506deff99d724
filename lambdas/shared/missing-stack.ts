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
