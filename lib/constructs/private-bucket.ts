import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface PrivateBucketProps extends Pick<
  BucketProps,
  'serverAccessLogsBucket' | 'serverAccessLogsPrefix'
> {
  /** Keep the bucket when its stack is deleted. */
  readonly retain: boolean;
  /** Objects older than this are deleted; unset, they stay. */
  readonly expiration?: Duration;
}

/** A bucket that nobody reaches but by TLS and by grant, without access control lists. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { retain, expiration, ...props }: PrivateBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: expiration ? [{ expiration }] : [],
      ...props,
    });
  }
}
