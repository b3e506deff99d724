import { BootstraplessSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnManagedPolicy,
  PermissionsBoundary,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PipelineAdmission } from '../environment/admission/pipeline-admission';
import { accountNames } from '../naming';
import type { DriftReader } from '../security/drift-reader';
import type { PolicyDocument } from '../security/policy-document';
import type { ReleaseReader } from '../security/release-reader';
import { standardTags } from '../tags';
import type { AccountId, ProjectName } from '../types/branded';

export interface BootstrapStackProps extends StackProps {
  readonly project: ProjectName;
  /** `tools`, or the name of the account's environment. */
  readonly account: string;
  /** Name -> what it says. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  /** Undefined in the tools account. */
  readonly reader: ReleaseReader | undefined;
  /** Undefined in the tools account. */
  readonly driftReader: DriftReader | undefined;
  /** Holds the roles that the reader admits. */
  readonly toolsAccount: AccountId;
}

/**
 * The bounds of an account's deployments, and the roles that compare releases. `waypost bootstrap`
 * deploys this stack with the caller's own credentials. No pipeline deploys it: CloudFormation's
 * role must not change its own bounds.
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
    const policies = Object.entries(props.policies).map(
      ([managedPolicyName, policyDocument]) =>
        new CfnManagedPolicy(this, managedPolicyName, { managedPolicyName, policyDocument }),
    );
    if (props.reader) {
      const { roleName, admits, policy } = props.reader;
      const { toolsAccount } = props;
      const role = new PipelineAdmission(this, 'ReleaseReader', { roleName, toolsAccount, admits });
      for (const one of policy.Statement) role.addToPolicy(PolicyStatement.fromJson(one));
      // Its boundary goes by name. No other is waited for: each line counts against CloudFormation's limit of a template.
      const boundary = accountNames(props.project).permissionsBoundary;
      role.node.addDependency(
        ...policies.filter(({ managedPolicyName }) => managedPolicyName === boundary),
      );
    }
    if (props.driftReader) {
      const { roleName, bounded, policy } = props.driftReader;
      const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
      const role = new Role(this, 'DriftReader', { roleName, assumedBy });
      for (const one of policy.Statement) role.addToPolicy(PolicyStatement.fromJson(one));
      // It reads more settings than any other role, and only its policy limits that.
      if (!bounded) PermissionsBoundary.of(role).clear();
    }
  }
}
