import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionRoleProps {
  readonly retention: RetentionDays;
  /** Default: CloudFormation chooses the name. */
  readonly logGroupName?: string;
  /** Default: CloudFormation chooses the name. */
  readonly roleName?: string;
}

/**
 * A function's log, and a role that may write this log and do what it is granted. CDK's own role
 * would use AWS's managed policy, which may write to every log of the account, and its log would
 * never expire.
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
