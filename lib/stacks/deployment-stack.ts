import { RemovalPolicy, Stack, Stage, type StackProps } from 'aws-cdk-lib';
import { BuildSpec, ComputeType } from 'aws-cdk-lib/aws-codebuild';
import { ExecutionMode, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CodePipeline, type IFileSetProducer } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import type { Config, EnvironmentConfig } from '../config/config';
import { NODE_MAJOR_VERSION } from '../constants';
import { publishStackByStack } from '../pipeline/artifacts/asset-publishing';
import { artifactReplicas } from '../pipeline/artifacts/artifact-replicas';
import { Approver } from '../pipeline/review/approver';
import { ArtifactStore } from '../pipeline/artifacts/artifact-store';
import { BUILD_IMAGE } from '../pipeline/builds/build-image';
import { exportMutationSummary, mutationSummary } from '../pipeline/builds/mutation-summary';
import { PipelineNotifications } from '../pipeline/notifications/pipeline-notifications';
import { PipelineSource } from '../pipeline/pipeline-source';
import { PullRequestAccess } from '../pipeline/pull-request-access';
import { deliveryChecks, type SmokeTest } from '../pipeline/builds/delivery-checks';
import { PipelineReview } from '../pipeline/review/pipeline-review';
import { ReleaseReview } from '../pipeline/review/release-review';
import type { StackProtection } from '../environment/admission/stack-protector';
import { StackStep } from '../pipeline/builds/stack-step';
import { readBuildSpecOfCommit, synthStep } from '../pipeline/builds/synth-step';
import { pipelineNames, PULL_REQUEST_STAGE } from '../naming';
import { boundedRoles } from '../security/permissions-boundary';
import { standardTags } from '../tags';
import { CDK_ASSETS_VERSION, CDK_CLI_VERSION } from '../pipeline/toolchain';
import { PullRequestStack } from './pull-request-stack';

/** What the pipeline delivers to one environment. */
export interface DeliveredStage {
  readonly stage: Stage;
  readonly smokeTest?: SmokeTest;
  /** Unset, its stacks may be deleted. */
  readonly protection?: StackProtection;
}

export interface DeploymentStackProps
  extends
    StackProps,
    Pick<Config, 'project' | 'source' | 'tools' | 'pipeline' | 'environments' | 'notifications'> {
  /** Builds what is delivered; the pipeline knows no more of it than `DeliveredStage` says. */
  readonly deliver: (scope: Construct, environment: EnvironmentConfig) => DeliveredStage;
}

/** The pipeline. It delivers each push to the branch, also changes of the pipeline itself. */
export class DeploymentStack extends Stack {
  private readonly names: ReturnType<typeof pipelineNames>;

  constructor(scope: Construct, id: string, props: DeploymentStackProps) {
    super(scope, id, {
      stackName: pipelineNames(props.project).stack,
      tags: standardTags(props.project, 'tools', 'pipeline'),
      // Without it a reference to a replica asks for a physical name. It stays a weak reference.
      crossRegionReferences: true,
      // The CLI sees to it, in `waypost deploy` and in each self-mutation.
      terminationProtection: true,
      permissionsBoundary: boundedRoles(props.project, props.tools),
      ...props,
    });
    this.names = pipelineNames(props.project);
    const deliveries = props.environments.map((environment) => ({
      environment,
      ...props.deliver(this, environment),
    }));

    const waitingDays = longestApprovalDays(props.environments);
    const artifacts = new ArtifactStore(this, 'Artifacts', {
      waitingDays,
      pipelineName: this.names.pipeline,
    });
    const buildLogs = this.buildLogs();
    const source = new PipelineSource(props.source);
    const synth = synthStep(source.files);
    const pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineName: this.names.pipeline,
      pipelineType: PipelineType.V2,
      executionMode: ExecutionMode[props.pipeline.executionMode],
      synth,
      cliVersion: CDK_CLI_VERSION,
      cdkAssetsCliVersion: CDK_ASSETS_VERSION,
      crossAccountKeys: true,
      crossRegionReplicationBuckets: {
        [this.region]: artifacts.bucket,
        ...artifactReplicas(this, {
          stackName: this.names.replicaStack,
          stackProps: {
            tags: standardTags(props.project, 'tools', 'pipeline-replica'),
            terminationProtection: true,
            permissionsBoundary: boundedRoles(props.project, props.tools),
          },
          delivered: deliveries.map(({ stage }) => stage),
          waitingDays,
        }),
      },
      // One build for all file assets: each build of its own costs a start-up.
      publishAssetsInParallel: false,
      // One action a stack (docs/adr/0003). What a release changes is shown before.
      useChangeSets: false,
      codeBuildDefaults: {
        buildEnvironment: { buildImage: BUILD_IMAGE },
        partialBuildSpec: BuildSpec.fromObject({
          version: '0.2',
          phases: { install: { 'runtime-versions': { nodejs: NODE_MAJOR_VERSION } } },
        }),
        logging: { cloudWatch: { logGroup: buildLogs } },
      },
      // Twice the cores of the smallest machine halve its checks (docs/adr/0033).
      synthCodeBuildDefaults: { buildEnvironment: { computeType: ComputeType.MEDIUM } },
      selfMutationCodeBuildDefaults: mutationSummary(this, artifacts.bucket),
    });
    const reviews = this.reviews(props, artifacts, synth, source.commit);
    // Beside what checks the environment before, so that nobody waits for it. A release that queues
    // behind others is compared when its turn has come.
    const comparesEarly = (index: number) => index > 0 && props.pipeline.executionMode !== 'QUEUED';
    deliveries.forEach(({ environment, stage, ...checks }, index) => {
      const [review, next] = [reviews[index], reviews[index + 1]];
      pipeline.addStage(stage, {
        pre: review ? [...(comparesEarly(index) ? [] : [review.diff]), ...review.gates] : [],
        post: [
          ...deliveryChecks(this, {
            ...checks,
            project: props.project,
            environment: environment.name,
            input: synth,
          }),
          ...(next && comparesEarly(index + 1) ? [next.diff] : []),
        ],
      });
    });

    this.buildPullRequests(props, artifacts, pipeline);

    pipeline.buildPipeline();
    readBuildSpecOfCommit(pipeline);
    publishStackByStack(pipeline);
    exportMutationSummary(pipeline);
    if (props.pipeline.confirmPermissionsBroadening) {
      new PipelineReview(this, 'PipelineReview', { ...props, pipeline, artifacts, buildLogs });
    }
    source.startOnPush(pipeline);
    const { approvers } = props.pipeline;
    if (approvers.length > 0) new Approver(this, 'Approver', { ...props, approvers, artifacts });
    new PipelineNotifications(this, 'Notifications', {
      ...props,
      pipeline: pipeline.pipeline,
      asksBeforeUpdate: props.pipeline.confirmPermissionsBroadening,
      artifacts,
      buildLogs,
    });
  }

  /** For each environment; undefined for one that nobody approves. */
  private reviews(
    { project, environments }: DeploymentStackProps,
    artifacts: ArtifactStore,
    input: IFileSetProducer,
    commit: string,
  ) {
    return environments.map((environment) => {
      const { name, approval } = environment;
      if (!approval) return undefined;
      const props = { project, environment, approval, artifacts, input, commit };
      return new ReleaseReview(this, `ReleaseReview-${name}`, props);
    });
  }

  /** Last, because a refusal of CodeBuild or the provider must not hold back a release. */
  private buildPullRequests(
    props: DeploymentStackProps,
    artifacts: ArtifactStore,
    pipeline: CodePipeline,
  ) {
    const { pullRequests } = props.source;
    const assembly = pipeline.synth.primaryOutput;
    if (!pullRequests || !assembly) return;
    const access = new PullRequestAccess(this, 'PullRequests', {
      ...props,
      pullRequests,
      artifacts,
    });
    const name = this.names.pullRequestStack;
    const { project, tools, source } = props;
    const stack = new PullRequestStack(Stage.of(this) ?? this, name, {
      env: tools,
      project,
      tools,
      source,
      pullRequests,
      access,
      artifacts,
    });
    pipeline.addWave(PULL_REQUEST_STAGE, {
      post: [new StackStep(`${name}.Deploy`, { stack, assembly })],
    });
  }

  private buildLogs() {
    return new LogGroup(this, 'BuildLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** Days that a release may wait for a person, while its artifacts lie there. */
function longestApprovalDays(environments: readonly EnvironmentConfig[]): number {
  const minutes = environments.map(({ approval }) => approval?.timeoutMinutes ?? 0);
  return Math.ceil(Math.max(...minutes) / (24 * 60));
}
