import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnProject, ComputeType } from 'aws-cdk-lib/aws-codebuild';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  COMMENT_TOKEN,
  PULL_REQUEST_BUILD_SPEC,
  PULL_REQUEST_ENV,
  PULL_REQUESTS_PREFIX,
  type PullRequestEnv,
} from '../../lambdas/pull-request/contract';
import type { EnvironmentConfig, PullRequestConfig, SourceConfig } from '../config/config';
import { environmentNames, pipelineNames } from '../naming';
import type { ProjectName } from '../types/branded';
import type { ArtifactStore } from './artifact-store';
import { BUILD_IMAGE } from './build-image';
import { roleArn } from './pipeline-admission';

/** What CodeBuild calls a provider, where its repositories are, and who there may let a fork's build run. */
const PROVIDERS = {
  github: {
    type: 'GITHUB',
    host: 'github.com',
    maintainers: ['GITHUB_MAINTAIN', 'GITHUB_ADMIN'],
    // The others never tell of it.
    events: ['PULL_REQUEST_REOPENED'],
  },
  gitlab: {
    type: 'GITLAB',
    host: 'gitlab.com',
    maintainers: ['GITLAB_MAINTAINER', 'GITLAB_OWNER'],
    events: [],
  },
  bitbucket: {
    type: 'BITBUCKET',
    host: 'bitbucket.org',
    maintainers: ['BITBUCKET_ADMIN'],
    events: [],
  },
} as const satisfies Record<PullRequestConfig['provider'], object>;

export interface PullRequestBuildProps {
  readonly project: ProjectName;
  readonly source: SourceConfig;
  readonly pullRequests: PullRequestConfig;
  readonly environments: readonly Pick<EnvironmentConfig, 'account' | 'name'>[];
  /** Has a place for the page that shows what a pull request would change. */
  readonly artifacts: ArtifactStore;
}

/**
 * Builds each pull request to the branch and reports its status there. Whoever may open one runs what
 * they like in it, so its role reads templates and writes pages and its log, and deploys nothing
 * (docs/adr/0020).
 */
export class PullRequestBuild extends Construct {
  constructor(scope: Construct, id: string, props: PullRequestBuildProps) {
    super(scope, id);

    const { project, source, pullRequests, artifacts } = props;
    const provider = PROVIDERS[pullRequests.provider];
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.role(props);
    logs.grantWrite(role);

    new CfnProject(this, 'Project', {
      name: pipelineNames(project).pullRequestBuild,
      description: `Checks pull requests to ${source.branch}, and shows what they would change`,
      serviceRole: role.roleArn,
      // The connection is the one that releases come by; `Project` of CDK cannot name it.
      source: {
        type: provider.type,
        location: `https://${provider.host}/${source.repository}.git`,
        auth: { type: 'CODECONNECTIONS', resource: source.connectionArn },
        buildSpec: PULL_REQUEST_BUILD_SPEC,
        gitCloneDepth: 0,
        reportBuildStatus: true,
      },
      triggers: {
        webhook: true,
        filterGroups: [
          [
            {
              type: 'EVENT',
              pattern: ['PULL_REQUEST_CREATED', 'PULL_REQUEST_UPDATED', ...provider.events].join(),
            },
            { type: 'BASE_REF', pattern: `^refs/heads/${escape(source.branch)}$` },
          ],
        ],
        pullRequestBuildPolicy: {
          requiresCommentApproval: 'FORK_PULL_REQUESTS',
          approverRoles: [...provider.maintainers],
        },
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: BUILD_IMAGE.imageId,
        // As synth: its checks need the memory (docs/adr/0022).
        computeType: ComputeType.MEDIUM,
        environmentVariables: variables(props),
      },
      encryptionKey: artifacts.key.keyArn,
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.logGroupName } },
      timeoutInMinutes: 30,
    }).node.addDependency(role);
  }

  private role({ project, source, pullRequests, environments, artifacts }: PullRequestBuildProps) {
    const role = new Role(this, 'Role', {
      roleName: pipelineNames(project).pullRequestRole,
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });
    const allow = (actions: string[], ...resources: string[]) =>
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    // Under the action's old name, too, as for the pipeline's source.
    allow(
      ['codeconnections', 'codestar-connections'].flatMap((service) => [
        `${service}:GetConnection`,
        `${service}:GetConnectionToken`,
      ]),
      source.connectionArn,
    );
    allow(
      ['sts:AssumeRole'],
      ...environments.map(({ account, name }) =>
        roleArn(account, environmentNames(project, name).releaseReaderRole),
      ),
    );
    allow(['s3:PutObject'], artifacts.bucket.arnForObjects(`${PULL_REQUESTS_PREFIX}*`));
    // It encrypts, and cannot read what is encrypted.
    allow(['kms:GenerateDataKey'], artifacts.key.keyArn);
    if (pullRequests.commentToken !== undefined) {
      allow(['secretsmanager:GetSecretValue'], pullRequests.commentToken);
    }
    return role;
  }
}

function variables({ source, pullRequests, artifacts }: PullRequestBuildProps) {
  const plain = {
    [PULL_REQUEST_ENV.bucket]: artifacts.bucket.bucketName,
    [PULL_REQUEST_ENV.provider]: pullRequests.provider,
    [PULL_REQUEST_ENV.repository]: source.repository,
    [PULL_REQUEST_ENV.base]: source.branch,
  } satisfies PullRequestEnv;
  const { commentToken } = pullRequests;
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })),
    // CodeBuild fetches it, and masks it in the log.
    ...(commentToken === undefined
      ? []
      : [{ name: COMMENT_TOKEN, value: commentToken, type: 'SECRETS_MANAGER' }]),
  ];
}

/** For a regular expression. */
function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
