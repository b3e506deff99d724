import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type LifecycleRule,
  type CfnBucket,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { restrainBucketEmptier } from './bucket-emptier';

export interface PrivateBucketProps extends Pick<
  BucketProps,
  'serverAccessLogsBucket' | 'serverAccessLogsPrefix'
> {
  /** Keep the bucket when its stack is deleted. Otherwise it is emptied, and deleted too. */
  readonly retain: boolean;
  /** Objects older than this are deleted; unset, they stay. */
  readonly expiration?: Duration;
  /** How long a version stays that was overwritten or deleted. */
  readonly oldVersions: Duration;
}

/**
 * Standard-IA takes 0.0105 USD a GB and month less than Standard, bills 30 days at least, and a
 * thousand moves cost 0.01 USD: a megabyte has paid for its move after a month. So only what is as
 * large, and stays two months longer, is moved; S3 by itself would move everything above 128 KB.
 * https://aws.amazon.com/s3/pricing/ (November 2026)
 */
const CHEAPER = {
  storageClass: StorageClass.INFREQUENT_ACCESS,
  transitionAfter: Duration.days(30),
};
const WORTH_MOVING = { bytes: Size.mebibytes(1).toBytes(), days: 90 };

/** A bucket that can be reached only with TLS and a grant, without access control lists. */
export class PrivateBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    { retain, expiration, oldVersions, ...props }: PrivateBucketProps,
  ) {
    const rules = [tidyUp(oldVersions, expiration), ...moves(oldVersions, expiration)];
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !retain,
      lifecycleRules: rules,
      ...props,
    });
    if (!retain) restrainBucketEmptier(this);
    this.writeSizesAsStrings(rules);
  }

  /** CDK writes a number where CloudFormation's schema has a string: the validator warns (W9003). */
  private writeSizesAsStrings(rules: readonly LifecycleRule[]) {
    const bucket = this.node.defaultChild as CfnBucket;
    for (const [index, { objectSizeGreaterThan }] of rules.entries()) {
      if (objectSizeGreaterThan === undefined) continue;
      const path = `LifecycleConfiguration.Rules.${index}.ObjectSizeGreaterThan`;
      bucket.addPropertyOverride(path, String(objectSizeGreaterThan));
    }
  }
}

function tidyUp(oldVersions: Duration, expiration?: Duration): LifecycleRule {
  return {
    // Where objects expire, S3 itself removes the delete markers.
    ...(expiration ? { expiration } : { expiredObjectDeleteMarker: true }),
    noncurrentVersionExpiration: oldVersions,
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  };
}

/**
 * Objects that do not expire are in use, and reading from Standard-IA costs money: they stay in
 * Standard.
 */
function moves(oldVersions: Duration, expiration?: Duration): LifecycleRule[] {
  const transitions = stays(expiration) ? [CHEAPER] : [];
  const noncurrentVersionTransitions = stays(oldVersions) ? [CHEAPER] : [];
  return transitions.length + noncurrentVersionTransitions.length > 0
    ? [{ objectSizeGreaterThan: WORTH_MOVING.bytes, transitions, noncurrentVersionTransitions }]
    : [];
}

function stays(time?: Duration): boolean {
  return time !== undefined && time.toDays() >= WORTH_MOVING.days;
}
