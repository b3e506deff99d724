import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { MUTATIONS_PREFIX } from '../../../release/mutation/contract';
import { NOTIFICATIONS_PREFIX } from '../../../lambdas/pipeline-notifications/contract';
import { PULL_REQUESTS_PREFIX } from '../../../release/before-merge/contract';
import { RELEASES_PREFIX } from '../../../lambdas/release-check/contract';

/** Days in which people look back. */
const LEAST_RETENTION_DAYS = 30;

/** Days of a year and a month: the record of a release outlives the question how it was a year ago. */
const RELEASE_RETENTION_DAYS = 400;

/** Of what others than CodePipeline keep in the bucket and may soon forget. */
const SHORT_LIVED_PREFIXES = [PULL_REQUESTS_PREFIX, NOTIFICATIONS_PREFIX, MUTATIONS_PREFIX];

export interface ArtifactStoreProps {
  /** Days that something taken from it may still be waiting to be used. */
  readonly waitingDays: number;
  /** Unset, it holds nothing but copies of artifacts. */
  readonly pipelineName?: string;
}

/**
 * Bucket and key for the artifacts of a pipeline's actions, and for the records of its releases.
 * Nothing in the bucket must outlive the stack: git has the source, and a new execution makes the
 * rest again. So both are deleted with the stack. CloudFormation deletes only an empty bucket
 * (docs/runbook.md, "Taking an environment down").
 */
export class ArtifactStore extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { waitingDays, pipelineName }: ArtifactStoreProps) {
    super(scope, id);
    const days = Math.max(LEAST_RETENTION_DAYS, waitingDays + 1);

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
      // If two rules match an object, the shorter one wins. So no rule may match all objects.
      lifecycleRules:
        pipelineName === undefined
          ? [forget(days)]
          : [
              ...[`${pipelineName}/`, ...SHORT_LIVED_PREFIXES].map((prefix) =>
                forget(days, prefix),
              ),
              forget(RELEASE_RETENTION_DAYS, RELEASES_PREFIX),
            ],
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Lets a role of another account read artifacts, by the policies of bucket and key. */
  admit(reader: IRole) {
    this.bucket.grantRead(reader);
  }
}

function forget(days: number, prefix?: string): LifecycleRule {
  return {
    ...(prefix !== undefined && { prefix }),
    expiration: Duration.days(days),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  };
}
