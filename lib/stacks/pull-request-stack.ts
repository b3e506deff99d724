import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnProject, ComputeType } from 'aws-cdk-lib/aws-codebuild';
import type { Construct } from 'constructs';
import {
  COMMENT_TOKEN,
  PULL_REQUEST_BUILD_SPEC,
  PULL_REQUEST_ENV,
  type PullRequestEnv,
} from '../../release/before-merge/contract';
import type { Config, PullRequestConfig } from '../config/config';
import type { ArtifactStore } from '../pipeline/artifacts/artifact-store';
import { BUILD_IMAGE } from '../pipeline/builds/build-image';
import type { PullRequestAccess } from '../pipeline/pull-request-access';
import { pipelineNames } from '../naming';
import { boundedRoles } from '../security/permissions-boundary';
import { standardTags } from '../tags';

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

export interface PullRequestStackProps
  extends StackProps, Pick<Config, 'project' | 'source' | 'tools'> {
  readonly pullRequests: PullRequestConfig;
  readonly access: PullRequestAccess;
  readonly artifacts: ArtifactStore;
}

/**
 * Builds each pull request to the branch and reports its status there. A stack of its own, which the
 * pipeline deploys after everything else: CodeBuild asks the provider when it makes the build, and what
 * is refused then takes nothing else back (docs/adr/0028).
 */
export class PullRequestStack extends Stack {
  constructor(scope: Construct, id: string, props: PullRequestStackProps) {
    const { project, source, pullRequests, access, artifacts } = props;
    super(scope, id, {
      stackName: pipelineNames(project).pullRequestStack,
      tags: standardTags(project, 'tools', 'pull-requests'),
      permissionsBoundary: boundedRoles(project, props.tools),
      ...props,
    });

    const provider = PROVIDERS[pullRequests.provider];
    new CfnProject(this, 'Project', {
      name: pipelineNames(project).pullRequestBuild,
      description: `Checks pull requests to ${source.branch}, and shows what they would change`,
      serviceRole: access.role.roleArn,
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
        // As synth, for its checks (docs/adr/0033).
        computeType: ComputeType.MEDIUM,
        environmentVariables: variables(props),
      },
      encryptionKey: artifacts.key.keyArn,
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: access.logs.logGroupName } },
      timeoutInMinutes: 30,
    });
  }
}

function variables({ source, pullRequests, artifacts }: PullRequestStackProps) {
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
