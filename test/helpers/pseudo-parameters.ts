import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/**
 * What CloudFormation's pseudo parameters are in a stack, in the partition `aws`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function pseudoParameters({
  environment,
  stackName,
}: Pick<CloudFormationStackArtifact, 'environment' | 'stackName'>) {
  const { account, region } = environment;
  return {
    'AWS::Partition': 'aws',
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::NoValue': undefined,
  } as Readonly<Record<string, string | undefined>>;
}
