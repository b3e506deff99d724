import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StackAddress } from '../../../lambdas/shared/stack-address';
import { PipelineAdmission, type PipelineAdmissionProps } from './pipeline-admission';

/** What the pipeline needs to protect an environment's stacks. */
export interface StackProtection {
  /** ARN of the StackProtector. */
  readonly roleArn: string;
  readonly stacks: readonly StackAddress[];
}

export interface StackProtectorProps extends PipelineAdmissionProps {
  readonly stacks: readonly StackAddress[];
}

/** A role that may switch termination protection of these stacks, and check whether it is on. */
export class StackProtector extends PipelineAdmission {
  constructor(scope: Construct, id: string, { stacks, ...props }: StackProtectorProps) {
    super(scope, id, props);
    const { account, partition } = Stack.of(this);
    this.addToPolicy(
      new PolicyStatement({
        actions: ['cloudformation:DescribeStacks', 'cloudformation:UpdateTerminationProtection'],
        // CloudFormation ends each ARN with an id of its own.
        resources: stacks.map(
          ({ region, stackName }) =>
            `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/*`,
        ),
      }),
    );
  }
}
