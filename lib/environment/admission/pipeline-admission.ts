import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AccountId } from '../../types/branded';

export interface PipelineAdmissionProps {
  readonly roleName: string;
  /** Holds the pipeline. */
  readonly toolsAccount: AccountId;
  /** Names of the roles there that may assume this one. */
  readonly admits: readonly string[];
}

/** Lets roles of the pipeline into an environment's account. */
export class PipelineAdmission extends Role {
  constructor(scope: Construct, id: string, props: PipelineAdmissionProps) {
    const { roleName, toolsAccount, admits } = props;
    super(scope, id, {
      roleName,
      // Those roles need not exist yet: only their names are used.
      assumedBy: new AccountPrincipal(toolsAccount).withConditions({
        ArnEquals: { 'aws:PrincipalArn': admits.map((name) => roleArn(toolsAccount, name)) },
      }),
    });
  }
}

/** From the names, as the pipeline lives in another account and reads it before the role exists. */
export function roleArn(account: string, name: string): string {
  return `arn:${Aws.PARTITION}:iam::${account}:role/${name}`;
}
