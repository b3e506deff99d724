import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PULL_REQUESTS_PREFIX } from '../../release/before-merge/contract';
import type { EnvironmentConfig, PullRequestConfig, SourceConfig } from '../config/config';
import { environmentNames, pipelineNames } from '../naming';
import type { ProjectName } from '../types/branded';
import type { ArtifactStore } from './artifacts/artifact-store';
import { roleArn } from '../environment/admission/pipeline-admission';

export interface PullRequestAccessProps {
  readonly project: ProjectName;
  readonly source: SourceConfig;
  readonly pullRequests: PullRequestConfig;
  readonly environments: readonly Pick<EnvironmentConfig, 'account' | 'name'>[];
  /** Has a place for the page that shows what a pull request would change. */
  readonly artifacts: ArtifactStore;
}

/**
 * Role and log of the pull-request build. Everybody who can open a pull request can run any code in
 * it. So the role reads templates and writes pages and its log, and deploys nothing
 * (docs/adr/0020). The role is in the pipeline's stack, although the build is not: CodeBuild checks
 * the role when the build is created, and by then IAM has known the role for minutes
 * (docs/adr/0028).
 */
export class PullRequestAccess extends Construct {
  readonly role: Role;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: PullRequestAccessProps) {
    super(scope, id);
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      roleName: pipelineNames(props.project).pullRequestRole,
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });
    this.logs.grantWrite(this.role);
    this.allowConnection(props.source);
    this.allowComparison(props);
  }

  /**
   * CodeBuild's guide asks for the first two; CodeBuild also asks for `UseConnection` when it makes the
   * build (aws/aws-cdk#38504). Under the services' old name, too, as for the pipeline's source. The keys
   * of the condition come with requests about a repository alone, so that their absence is let through.
   * https://docs.aws.amazon.com/codebuild/latest/userguide/connections-github-app.html
   * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
   */
  private allowConnection({ connectionArn, repository }: SourceConfig) {
    for (const service of ['codeconnections', 'codestar-connections']) {
      this.allow([`${service}:GetConnection`, `${service}:GetConnectionToken`], connectionArn);
      this.role.addToPolicy(
        new PolicyStatement({
          actions: [`${service}:UseConnection`],
          resources: [connectionArn],
          conditions: {
            StringEqualsIfExists: {
              [`${service}:FullRepositoryId`]: repository,
              [`${service}:ProviderPermissionsRequired`]: 'read_only',
            },
          },
        }),
      );
    }
  }

  private allowComparison(props: PullRequestAccessProps) {
    const { project, pullRequests, environments, artifacts } = props;
    this.allow(
      ['sts:AssumeRole'],
      ...environments.map(({ account, name }) =>
        roleArn(account, environmentNames(project, name).releaseReaderRole),
      ),
    );
    this.allow(['s3:PutObject'], artifacts.bucket.arnForObjects(`${PULL_REQUESTS_PREFIX}*`));
    // It encrypts, and cannot read what is encrypted.
    this.allow(['kms:GenerateDataKey'], artifacts.key.keyArn);
    if (pullRequests.commentToken !== undefined) {
      this.allow(['secretsmanager:GetSecretValue'], pullRequests.commentToken);
    }
  }

  private allow(actions: string[], ...resources: string[]) {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
  }
}
