import { Aws, DefaultStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ArtifactStore } from '../pipeline/artifacts/artifact-store';

export interface ArtifactReplicaStackProps extends StackProps {
  /** Stacks of this region that the pipeline deploys. */
  readonly delivered: readonly Stack[];
  /** See ArtifactStore. */
  readonly waitingDays: number;
}

/**
 * Holds the copy of the artifacts that CloudFormation reads in a region other than the pipeline's.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
 */
export class ArtifactReplicaStack extends Stack {
  private readonly store: ArtifactStore;

  constructor(scope: Construct, id: string, props: ArtifactReplicaStackProps) {
    super(scope, id, props);
    this.store = new ArtifactStore(this, 'Artifacts', props);
    for (const arn of new Set(props.delivered.flatMap((stack) => deployRole(stack)))) {
      const role = Role.fromRoleArn(this, arn, arn.replaceAll('${AWS::Partition}', Aws.PARTITION), {
        mutable: false,
        addGrantsToResources: true,
      });
      this.store.admit(role);
    }
  }

  /**
   * The bucket as the pipeline's stack sees it. The permissions of the pipeline's own roles are
   * written only into their policies. CDK would also write them into the key's policy across
   * regions; then each of the two stacks would wait for the other.
   */
  importInto(scope: Construct): IBucket {
    return Bucket.fromBucketAttributes(scope, `Replica-${this.region}`, {
      account: this.account,
      region: this.region,
      bucketArn: this.store.bucket.bucketArn,
      bucketName: this.store.bucket.bucketName,
      encryptionKey: Key.fromKeyArn(scope, `ReplicaKey-${this.region}`, this.store.key.keyArn),
    });
  }
}

/** Bootstrap's role with which the pipeline deploys a stack, and which reads the template. */
function deployRole({ synthesizer }: Stack): string[] {
  return synthesizer instanceof DefaultStackSynthesizer ? [synthesizer.deployRoleArn] : [];
}
