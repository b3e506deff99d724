import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** A release that waits for approval ends after 7 days at the latest; the rest is for looking back. */
const ARTIFACT_RETENTION = Duration.days(30);

/**
 * Bucket and key for what a pipeline's actions hand to each other. Nothing in it is worth keeping:
 * git has the source, and a new execution makes the rest again. So both go with their stack, once
 * the bucket is empty: CloudFormation deletes no other (docs/runbook.md, "Taking an environment down").
 */
export class ArtifactStore extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.key = new Key(this, 'Key', {
      description: `Artifacts of the pipeline in ${this.node.path.split('/')[0] ?? ''}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: ARTIFACT_RETENTION, abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Lets a role of another account read artifacts, by the policies of bucket and key. */
  admit(reader: IRole) {
    this.bucket.grantRead(reader);
  }
}
