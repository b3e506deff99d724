import { Duration, Stack } from 'aws-cdk-lib';
import { GlobalVariables } from 'aws-cdk-lib/aws-codepipeline';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type CodeBuildStep, type IFileSetProducer, Step } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import {
  ALWAYS_OPEN,
  formatWindow,
  RELEASE_CHECK_ENV,
  type ReleaseCheckEnv,
  releasePage,
  RELEASES_PREFIX,
} from '../../../lambdas/release-check/contract';
import {
  RELEASE_DIFF_COMMANDS,
  RELEASE_DIFF_ENV,
  type ReleaseDiffEnv,
  SUMMARY_VARIABLE,
} from '../../../release/review/contract';
import type { ApprovalConfig, EnvironmentConfig } from '../../config/config';
import { FUNCTION_SOURCES } from '../../functions/function-sources';
import { APPROVAL_ACTION, environmentNames, pipelineNames } from '../../naming';
import type { ProjectName } from '../../types/branded';
import { ApprovalStep } from './approval-step';
import type { ArtifactStore } from '../artifacts/artifact-store';
import { LeastPrivilegeFunction } from '../../functions/least-privilege-function';
import { LambdaStep } from './lambda-step';
import { roleArn } from '../../environment/admission/pipeline-admission';
import { ScriptBuild } from '../builds/script-build';

export interface ReleaseReviewProps {
  readonly project: ProjectName;
  readonly environment: EnvironmentConfig;
  readonly approval: ApprovalConfig;
  readonly artifacts: ArtifactStore;
  /** The cloud assembly. */
  readonly input: IFileSetProducer;
  /** Variable that holds the commit's id. */
  readonly commit: string;
}

/** The steps between a release and an environment: the diff, the approval, and the last check. */
export class ReleaseReview extends Construct {
  /** Compares. Runs before the environment's own stage, if there is an earlier stage. */
  readonly diff: CodeBuildStep;
  /** In order, before the environment's stacks. */
  readonly gates: readonly Step[];
  private readonly readerRoleArn: string;
  private readonly names: ReturnType<typeof pipelineNames>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleaseReviewProps,
  ) {
    super(scope, id);
    const { project, environment } = props;
    this.names = pipelineNames(project);
    this.readerRoleArn = roleArn(
      environment.account,
      environmentNames(project, environment.name).releaseReaderRole,
    );
    this.diff = this.compare();
    this.gates = Step.sequence([this.approve(), this.check()]);
  }

  private compare(): CodeBuildStep {
    const { environment, artifacts, input, commit } = this.props;
    const { pipeline } = this.names;
    const build = new ScriptBuild(this, 'Diff', {
      name: `DiffOf-${environment.name}`,
      commands: RELEASE_DIFF_COMMANDS,
      input,
      roleName: this.names.releaseDiffRole(environment.name),
      assumes: [this.readerRoleArn],
      grants: [
        // CDK's own grants let the build read the bucket and use its key.
        new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.records()] }),
        new PolicyStatement({
          actions: ['codepipeline:ListPipelineExecutions'],
          resources: [Stack.of(this).formatArn({ service: 'codepipeline', resource: pipeline })],
        }),
      ],
      environment: {
        [RELEASE_DIFF_ENV.environment]: environment.name,
        [RELEASE_DIFF_ENV.readerRoleArn]: this.readerRoleArn,
        [RELEASE_DIFF_ENV.bucket]: artifacts.bucket.bucketName,
        [RELEASE_DIFF_ENV.pipeline]: pipeline,
        [RELEASE_DIFF_ENV.executionId]: GlobalVariables.executionId,
        [RELEASE_DIFF_ENV.commit]: commit,
      } satisfies ReleaseDiffEnv,
    });
    return build.step;
  }

  private approve(): Step {
    const { environment, artifacts, approval } = this.props;
    const { region } = Stack.of(this);
    const { bucketName: bucket } = artifacts.bucket;
    return new ApprovalStep(APPROVAL_ACTION, {
      comment: this.diff.exportedVariable(SUMMARY_VARIABLE),
      reviewUrl: releasePage({ region, bucket }, environment.name, GlobalVariables.executionId),
      timeout: Duration.minutes(approval.timeoutMinutes),
    });
  }

  private check(): Step {
    const { environment, artifacts } = this.props;
    const { pipeline, releaseCheck } = this.names;
    const handler = new LeastPrivilegeFunction(this, 'Check', {
      functionName: releaseCheck(environment.name),
      roleName: this.names.releaseCheckRole(environment.name),
      description: `Looks whether ${environment.name} still is what was reviewed`,
      source: FUNCTION_SOURCES.releaseCheck,
      timeout: Duration.minutes(2),
      logRetentionDays: RetentionDays.THREE_MONTHS,
      tracing: environment.tracing,
      environment: {
        [RELEASE_CHECK_ENV.environment]: environment.name,
        [RELEASE_CHECK_ENV.readerRoleArn]: this.readerRoleArn,
        [RELEASE_CHECK_ENV.bucket]: artifacts.bucket.bucketName,
        [RELEASE_CHECK_ENV.pipeline]: pipeline,
        [RELEASE_CHECK_ENV.window]: formatWindow(environment.deploymentWindow ?? ALWAYS_OPEN),
      } satisfies ReleaseCheckEnv,
    });
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [this.readerRoleArn] }),
    );
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.records()] }),
    );
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [artifacts.key.keyArn] }),
    );
    return new LambdaStep('Check', handler, GlobalVariables.executionId);
  }

  private records(): string {
    const { artifacts, environment } = this.props;
    return artifacts.bucket.arnForObjects(`${RELEASES_PREFIX}${environment.name}/*`);
  }
}
