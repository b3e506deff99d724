import { Duration, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { resourceBelow } from '../../resource-below';
import { restrainProvider } from '../../functions/provider-function';

/** Path of CDK's function below its stack. */
const PROVIDER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';
/** Of the function itself; CloudFormation would wait an hour for one that hangs. */
const TIMEOUT = Duration.minutes(15);

/**
 * Restricts CDK's function that empties a bucket before it is deleted. Each bucket's own policy
 * says what the function may do there.
 */
export function restrainBucketEmptier(bucket: Bucket) {
  resourceBelow(bucket, 'AutoDeleteObjectsCustomResource/Default').addPropertyOverride(
    'ServiceTimeout',
    TIMEOUT.toSeconds(),
  );
  restrainProvider(Stack.of(bucket), PROVIDER, {
    id: 'BucketEmptierLog',
    retention: RetentionDays.TWO_WEEKS,
  });
}
