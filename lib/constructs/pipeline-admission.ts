import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AccountId } from '../types/branded';

export interface PipelineAdmissionProps {
  readonly roleName: string;
  /** Holds the pipeline. */
  readonly toolsAccount: AccountId;
  /** Name of the one role there that may assume this one. */
  readonly buildRole: string;
}

/** Lets one build of the pipeline into an environment's account. */
export class PipelineAdmission extends Role {
  constructor(scope: Construct, id: string, props: PipelineAdmissionProps) {
    const { roleName, toolsAccount, buildRole } = props;
    super(scope, id, {
      roleName,
      // The build's role need not exist yet: its name is agreed.
      assumedBy: new AccountPrincipal(toolsAccount).withConditions({
        ArnEquals: { 'aws:PrincipalArn': roleArn(toolsAccount, buildRole) },
      }),
    });
  }
}

/** From the names, as the pipeline lives in another account and reads it before the role exists. */
export function roleArn(account: string, name: string): string {
  return `arn:${Aws.PARTITION}:iam::${account}:role/${name}`;
}
