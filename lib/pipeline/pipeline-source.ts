import { type Pipeline, ProviderType } from 'aws-cdk-lib/aws-codepipeline';
import { type CodePipeline, CodePipelineSource } from 'aws-cdk-lib/pipelines';
import { type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { SourceConfig } from '../config/config';

/**
 * A push that changes nothing else starts no release: the site's pages and the mail templates are
 * no Markdown. Two patterns for Markdown, as CodePipeline's documentation leaves open whether the
 * last one matches at the root.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html
 */
export const PATHS_WITHOUT_RELEASE = ['docs/**', '*.md', '**/*.md'];

/** The repository behind a CodeConnections connection, and what starts a release. */
export class PipelineSource {
  readonly files: CodePipelineSource;
  /** Variable that holds the id of the commit. */
  readonly commit: string;

  constructor(private readonly config: SourceConfig) {
    this.files = CodePipelineSource.connection(config.repository, config.branch, {
      connectionArn: config.connectionArn,
      actionName: 'Source',
      // The trigger with its filters starts releases; the action's own detection knows no filters.
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html
      triggerOnPush: false,
      // A release lists the commits since the last one, so synth needs the history.
      codeBuildCloneOutput: true,
    });
    this.commit = this.files.sourceAttribute('CommitId');
  }

  /** Call it after the pipeline is built: before that, there is no action. */
  startOnPush({ pipeline, synthProject }: CodePipeline) {
    const sourceAction = pipeline.stage('Source').actions[0];
    if (!sourceAction)
      throw new Error('The pipeline has no source action: CDK now builds it in another way.');
    pipeline.addTrigger({
      providerType: ProviderType.CODE_STAR_SOURCE_CONNECTION,
      gitConfiguration: {
        sourceAction,
        pushFilter: [
          {
            branchesIncludes: [this.config.branch],
            filePathsExcludes: PATHS_WITHOUT_RELEASE,
          },
        ],
      },
    });
    this.allowConnection(sourceRole(pipeline));
    // It clones what the action hands over.
    this.allowConnection(synthProject.role);
  }

  /**
   * CDK grants `codestar-connections:UseConnection` only, the action's name until 2024; connections
   * whose ARN says `codeconnections` are checked against the new one. Delete this when CDK grants it.
   * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
   */
  private allowConnection(role: IRole | undefined) {
    if (!role)
      throw new Error('A role that uses the connection is gone: CDK now builds it in another way.');
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['codeconnections:UseConnection'],
        resources: [this.config.connectionArn],
      }),
    );
  }
}

function sourceRole(pipeline: Pipeline): Role | undefined {
  return pipeline.node
    .findChild('Source')
    .node.findAll()
    .find((one) => one instanceof Role);
}
