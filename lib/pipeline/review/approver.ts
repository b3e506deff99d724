import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, CompositePrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PIPELINE_REVIEW_STAGE, RELEASES_PREFIX } from '../../../lambdas/release-check/contract';
import type { Config } from '../../config/config';
import { APPROVAL_ACTION, pipelineNames } from '../../naming';
import type { ArtifactStore } from '../artifacts/artifact-store';

export interface ApproverProps extends Pick<Config, 'project' | 'environments' | 'pipeline'> {
  /** ARNs of those who may assume it; at least one. */
  readonly approvers: readonly string[];
  readonly artifacts: ArtifactStore;
}

/**
 * A role that sees the pipeline and what a release would change, approves or rejects, and may do
 * nothing else.
 */
export class Approver extends Role {
  constructor(scope: Construct, id: string, props: ApproverProps) {
    const names = pipelineNames(props.project);
    super(scope, id, {
      roleName: names.approverRole,
      assumedBy: new CompositePrincipal(...props.approvers.map((arn) => new ArnPrincipal(arn))),
    });
    const pipeline = Stack.of(this).formatArn({
      service: 'codepipeline',
      resource: names.pipeline,
    });
    const stages: string[] = [
      ...(props.pipeline.confirmPermissionsBroadening ? [PIPELINE_REVIEW_STAGE] : []),
      ...props.environments.filter(({ approval }) => approval).map(({ name }) => name),
    ];
    this.allow(
      stages.map((stage) => `${pipeline}/${stage}/${APPROVAL_ACTION}`),
      'codepipeline:PutApprovalResult',
    );
    // What the console's pages of the pipeline and of an execution ask for.
    this.allow(
      [pipeline],
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineExecution',
      'codepipeline:GetPipelineState',
      'codepipeline:ListActionExecutions',
      'codepipeline:ListPipelineExecutions',
    );
    this.allowReading(props.artifacts);
  }

  private allowReading({ bucket, key }: ArtifactStore) {
    this.allow([bucket.arnForObjects(`${RELEASES_PREFIX}*`)], 's3:GetObject');
    this.addToPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${RELEASES_PREFIX}*` } },
      }),
    );
    this.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        // With a bucket key, S3 decrypts with the context of the whole bucket. The grants above say
        // which objects.
        conditions: {
          StringEquals: {
            'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com`,
            'kms:EncryptionContext:aws:s3:arn': bucket.bucketArn,
          },
        },
      }),
    );
  }

  private allow(resources: string[], ...actions: string[]) {
    this.addToPolicy(new PolicyStatement({ actions, resources }));
  }
}
