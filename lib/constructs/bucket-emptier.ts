import {
  CfnResource,
  CustomResourceProviderBase,
  Duration,
  RemovalPolicy,
  Stack,
} from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** Path of CDK's function below its stack. */
const PROVIDER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';
/** Of the function itself; CloudFormation would wait an hour for one that hangs. */
const TIMEOUT = Duration.minutes(15);

/**
 * CDK's function that empties a bucket before it is deleted comes with AWS's managed policy, which
 * writes to every log of the account, and with a log that never ends. Here it writes to one log that
 * does. What it may do to a bucket stands in that bucket's own policy.
 */
export function restrainBucketEmptier(bucket: Bucket) {
  resourceBelow(bucket, 'AutoDeleteObjectsCustomResource', 'Default').addPropertyOverride(
    'ServiceTimeout',
    TIMEOUT.toSeconds(),
  );
  const stack = Stack.of(bucket);
  if (stack.node.tryFindChild('BucketEmptierLog')) return;
  const log = new LogGroup(stack, 'BucketEmptierLog', {
    retention: RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const provider = stack.node.tryFindChild(PROVIDER);
  if (!(provider instanceof CustomResourceProviderBase)) {
    throw new Error(`${stack.node.path} has no ${PROVIDER}: CDK builds it otherwise now.`);
  }
  provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: log.logGroupArn,
  });
  resourceBelow(provider, 'Role').addPropertyDeletionOverride('ManagedPolicyArns');
  resourceBelow(provider, 'Handler').addPropertyOverride('LoggingConfig', {
    LogGroup: log.logGroupName,
  });
}

function resourceBelow(scope: IConstruct, ...path: string[]): CfnResource {
  const found = path.reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), scope);
  if (!CfnResource.isCfnResource(found)) {
    throw new Error(`${scope.node.path} has no ${path.join('/')}: CDK builds it otherwise now.`);
  }
  return found;
}
