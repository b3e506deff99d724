import { BootstraplessSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { accountNames } from '../naming';
import type { PolicyDocument } from '../security/policy-document';
import { standardTags } from '../tags';
import type { ProjectName } from '../types/branded';

export interface BootstrapStackProps extends StackProps {
  readonly project: ProjectName;
  /** `tools`, or the name of the account's environment. */
  readonly account: string;
  /** Name -> what it says. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
}

/**
 * What bounds an account's deployments. `waypost bootstrap` deploys it with the caller's own
 * credentials, and no pipeline does: CloudFormation's role must not change its own bounds.
 */
export class BootstrapStack extends Stack {
  constructor(scope: Construct, id: string, props: BootstrapStackProps) {
    super(scope, id, {
      stackName: accountNames(props.project).bootstrapStack,
      tags: standardTags(props.project, props.account, 'bootstrap'),
      // What bootstrap makes is not there yet.
      synthesizer: new BootstraplessSynthesizer(),
      ...props,
    });
    for (const [managedPolicyName, policyDocument] of Object.entries(props.policies)) {
      new CfnManagedPolicy(this, managedPolicyName, { managedPolicyName, policyDocument });
    }
  }
}
