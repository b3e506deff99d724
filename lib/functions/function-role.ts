import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  readonly retention: RetentionDays;
  /** Unset, CloudFormation names it. */
  readonly logGroupName?: string;
  /** Unset, CloudFormation names it. */
  readonly roleName?: string;
}

/**
 * A function's log, and a role that may write it and otherwise what it is granted. CDK's own role would
 * take AWS's managed policy, which writes to every log of the account, and its log would never end.
 */
export function functionRole(scope: Construct, props: FunctionRoleProps) {
  const logGroup = new LogGroup(scope, 'Log', {
    ...(props.logGroupName !== undefined && { logGroupName: props.logGroupName }),
    retention: props.retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    ...(props.roleName !== undefined && { roleName: props.roleName }),
  });
  logGroup.grantWrite(role);
  return { role, logGroup };
}
