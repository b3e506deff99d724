import { Duration, Stack } from 'aws-cdk-lib';
import { BuildSpec, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { type Artifact, GlobalVariables, Result, Rule } from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeBuildAction,
  CodeStarConnectionsSourceAction,
  ManualApprovalAction,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CodePipeline } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import {
  PIPELINE_REVIEW_STAGE,
  releasePage,
  RELEASES_PREFIX,
} from '../../../lambdas/release-check/contract';
import {
  NOT_BROADER,
  PERMISSIONS_VARIABLE,
  PIPELINE_DIFF_COMMANDS,
  PIPELINE_DIFF_ENV,
  type PipelineDiffEnv,
  SUMMARY_VARIABLE,
} from '../../../release/review/contract';
import { NODE_MAJOR_VERSION, PIPELINE_REVIEW_MINUTES } from '../../constants';
import { APPROVAL_ACTION, pipelineNames } from '../../naming';
import type { ProjectName } from '../../types/branded';
import type { ArtifactStore } from '../artifacts/artifact-store';
import { BUILD_IMAGE } from '../builds/build-image';

export interface PipelineReviewProps {
  readonly project: ProjectName;
  /** Already built. */
  readonly pipeline: CodePipeline;
  readonly artifacts: ArtifactStore;
  readonly buildLogs: ILogGroup;
}

/**
 * Before the pipeline updates itself, a build compares the account of the pipeline with the commit, and a stage
 * waits for a person. An entry condition skips the stage if the update gives nobody more permissions (docs/adr/0041).
 */
export class PipelineReview extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipelineReviewProps,
  ) {
    super(scope, id);
    const { pipeline } = props.pipeline;
    const [source, synth] = ['Source', 'Build'].map((name) => pipeline.stage(name).actions[0]);
    const assembly = synth?.actionProperties.outputs?.[0];
    if (!(source instanceof CodeStarConnectionsSourceAction) || !assembly) {
      throw new Error('CDK Pipelines now fetches or builds the commit in another way.');
    }
    const compare = this.compare(assembly, source.variables.commitId);
    pipeline.stage('Build').addAction(compare);
    this.approve(compare);
  }

  private compare(input: Artifact, commit: string): CodeBuildAction {
    const { project, artifacts, buildLogs } = this.props;
    const { pipeline, pipelineDiffRole } = pipelineNames(project);
    const build = new PipelineProject(this, 'Compare', {
      description: 'Says whether an update of the pipeline lets somebody do more',
      buildSpec: BuildSpec.fromObject({
        version: '0.2',
        env: { 'exported-variables': [SUMMARY_VARIABLE, PERMISSIONS_VARIABLE] },
        phases: {
          install: { 'runtime-versions': { nodejs: NODE_MAJOR_VERSION } },
          build: { commands: [...PIPELINE_DIFF_COMMANDS] },
        },
      }),
      role: new Role(this, 'CompareRole', {
        roleName: pipelineDiffRole,
        assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      }),
      environment: { buildImage: BUILD_IMAGE },
      encryptionKey: artifacts.key,
      logging: { cloudWatch: { logGroup: buildLogs } },
    });
    const { partition, account } = Stack.of(this);
    const allow = (resource: string, ...actions: string[]) => {
      build.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
    };
    allow(
      // Any region, and CloudFormation ends each ARN with an id of its own.
      `arn:${partition}:cloudformation:*:${account}:stack/${project}-*/*`,
      'cloudformation:DescribeStacks',
      'cloudformation:GetTemplate',
      'cloudformation:ListStackResources',
    );
    allow('*', 'cloudformation:ListStacks');
    allow(
      Stack.of(this).formatArn({ service: 'codepipeline', resource: pipeline }),
      'codepipeline:ListPipelineExecutions',
    );
    // CDK's own grants let the build read the bucket and use its key.
    allow(
      artifacts.bucket.arnForObjects(`${RELEASES_PREFIX}${PIPELINE_REVIEW_STAGE}/*`),
      's3:PutObject',
    );
    const environment = {
      [PIPELINE_DIFF_ENV.bucket]: artifacts.bucket.bucketName,
      [PIPELINE_DIFF_ENV.pipeline]: pipeline,
      [PIPELINE_DIFF_ENV.executionId]: GlobalVariables.executionId,
      [PIPELINE_DIFF_ENV.commit]: commit,
      [PIPELINE_DIFF_ENV.stage]: PIPELINE_REVIEW_STAGE,
    } satisfies PipelineDiffEnv;
    return new CodeBuildAction({
      actionName: 'DiffOf-pipeline',
      runOrder: 2,
      project: build,
      input,
      environmentVariables: Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, { value }]),
      ),
    });
  }

  private approve(compare: CodeBuildAction) {
    const { pipeline } = this.props.pipeline;
    const { region } = Stack.of(this);
    const { bucketName: bucket } = this.props.artifacts.bucket;
    pipeline.addStage({
      stageName: PIPELINE_REVIEW_STAGE,
      placement: { rightBefore: pipeline.stage('UpdatePipeline') },
      actions: [
        new ManualApprovalAction({
          actionName: APPROVAL_ACTION,
          additionalInformation: compare.variable(SUMMARY_VARIABLE),
          externalEntityLink: releasePage(
            { region, bucket },
            PIPELINE_REVIEW_STAGE,
            GlobalVariables.executionId,
          ),
          timeout: Duration.minutes(PIPELINE_REVIEW_MINUTES),
        }),
      ],
      // It is not known who gets more permissions. So a person is asked.
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html
      beforeEntry: {
        conditions: [
          {
            result: Result.SKIP,
            rules: [
              new Rule({
                name: 'MayBeBroader',
                provider: 'VariableCheck',
                version: '1',
                configuration: {
                  Variable: compare.variable(PERMISSIONS_VARIABLE),
                  Value: NOT_BROADER,
                  Operator: 'NE',
                },
              }),
            ],
          },
        ],
      },
    });
  }
}
