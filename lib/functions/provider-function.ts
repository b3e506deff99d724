import { CustomResourceProviderBase, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { resourceBelow } from '../resource-below';

export interface ProviderLogProps {
  /** Id below the stack. */
  readonly id: string;
  readonly retention: RetentionDays;
}

/**
 * CDK's functions behind its own resources come with AWS's managed policy, which writes to every log
 * of the account and which CloudFormation may not attach, and with a log that never ends. This one
 * writes to one log that does. `provider` is the path of CDK's construct below the stack.
 */
export function restrainProvider(stack: Stack, provider: string, log: ProviderLogProps) {
  if (stack.node.tryFindChild(log.id)) return;
  const found = stack.node.tryFindChild(provider);
  if (!(found instanceof CustomResourceProviderBase)) {
    throw new Error(`${stack.node.path} has no ${provider}: CDK now builds it in another way.`);
  }
  const logGroup = new LogGroup(stack, log.id, {
    retention: log.retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  found.addToRolePolicy({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logGroup.logGroupArn,
  });
  resourceBelow(found, 'Role').addPropertyDeletionOverride('ManagedPolicyArns');
  resourceBelow(found, 'Handler').addPropertyOverride('LoggingConfig', {
    LogGroup: logGroup.logGroupName,
  });
}
