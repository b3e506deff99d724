import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PULL_REQUEST_BUILD_SPEC } from '../../../release/before-merge/contract';
import type { PullRequestConfig } from '../../../lib/config/config';
import { NODE_MAJOR_VERSION } from '../../../lib/constants';
import { ArtifactStore } from '../../../lib/pipeline/artifacts/artifact-store';
import { PullRequestAccess } from '../../../lib/pipeline/pull-request-access';
import { PullRequestStack } from '../../../lib/stacks/pull-request-stack';
import { exampleConfig } from '../../helpers/example-config';
import { type PolicyDocument, simulate } from '../../helpers/simulate';
import { expectResource, resourcesOf } from '../../helpers/template-rules';
import { testApp } from '../../helpers/test-app';

const config = exampleConfig();
const { account, region } = config.tools;
const TOKEN = `arn:aws:secretsmanager:${region}:${account}:secret:comments-a1B2c3`;
const CONNECTION = config.source.connectionArn;

/** The build's stack, and the one of the pipeline, which has its role. */
function templatesWith(
  pullRequests: PullRequestConfig,
  { branch = 'main', connectionArn = CONNECTION } = {},
) {
  const app = testApp();
  const pipeline = new Stack(app, 'pipeline', { env: config.tools });
  const artifacts = new ArtifactStore(pipeline, 'Artifacts', { waitingDays: 7 });
  const { project, tools, environments } = config;
  const source = { ...config.source, branch, connectionArn };
  const props = { project, source, pullRequests, artifacts };
  const access = new PullRequestAccess(pipeline, 'PullRequests', { ...props, environments });
  const stack = new PullRequestStack(app, 'build', { ...props, tools, access, env: tools });
  return { build: Template.fromStack(stack), pipeline: Template.fromStack(pipeline) };
}

const templateWith = (pullRequests: PullRequestConfig, branch?: string) =>
  templatesWith(pullRequests, { ...(branch !== undefined && { branch }) }).build;

const { build: template, pipeline } = templatesWith({ provider: 'github', commentToken: TOKEN });

/** With what only AWS knows in place. */
function asDeployed(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/\{"Ref":"AWS::Partition"\}/g, '"aws"')
      .replaceAll(/\{"Fn::GetAtt":\["ArtifactsBucket\w+","Arn"\]\}/g, '"arn:aws:s3:::artifacts"')
      .replaceAll(
        /\{"Fn::GetAtt":\["ArtifactsKey\w+","Arn"\]\}/g,
        `"arn:aws:kms:${region}:${account}:key/artifacts"`,
      )
      .replaceAll(
        /\{"Fn::GetAtt":\["PullRequestsLogs\w+","Arn"\]\}/g,
        `"arn:aws:logs:${region}:${account}:log-group:own:*"`,
      )
      .replaceAll(/\{"Fn::Join":\["",(\[[^[\]]*\])\]\}/g, (_, parts: string) =>
        JSON.stringify((JSON.parse(parts) as string[]).join('')),
      ),
  );
}

const policiesIn = (of: Template) =>
  resourcesOf(of)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .map(([, { Properties }]) => asDeployed(Properties?.['PolicyDocument']) as PolicyDocument);

const KEY_POLICY = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

async function mayDo(
  action: string,
  resource: string,
  { context = {}, of = pipeline }: { context?: Record<string, string>; of?: Template } = {},
): Promise<boolean> {
  const { overall } = await simulate({
    principal: `arn:aws:sts::${account}:assumed-role/waypost-pull-request-build/AWSCodeBuild-1`,
    action,
    resource,
    context,
    policies: policiesIn(of),
    owner: account,
    ...(action.startsWith('kms:') && { resourcePolicy: KEY_POLICY }),
  });
  return overall === 'Allowed';
}

describe('pull-request build', () => {
  test('comes by the connection of the pipeline, with the whole history', () => {
    expectResource(template, 'AWS::CodeBuild::Project', {
      Name: 'waypost-pull-request',
      Source: {
        Type: 'GITHUB',
        Location: 'https://github.com/example/waypost.git',
        Auth: { Type: 'CODECONNECTIONS', Resource: CONNECTION },
        BuildSpec: PULL_REQUEST_BUILD_SPEC,
        GitCloneDepth: 0,
        ReportBuildStatus: true,
      },
      Artifacts: { Type: 'NO_ARTIFACTS' },
    });
  });

  test.each([
    ['main', '^refs/heads/main$'],
    ['release/1.x', '^refs/heads/release/1\\.x$'],
  ])('starts for pull requests to %s alone', (branch, pattern) => {
    expectResource(templateWith({ provider: 'github' }, branch), 'AWS::CodeBuild::Project', {
      Triggers: {
        Webhook: true,
        FilterGroups: [
          [
            {
              Type: 'EVENT',
              Pattern: 'PULL_REQUEST_CREATED,PULL_REQUEST_UPDATED,PULL_REQUEST_REOPENED',
            },
            { Type: 'BASE_REF', Pattern: pattern },
          ],
        ],
      },
    });
  });

  test.each([
    ['github', 'https://github.com/', ['GITHUB_MAINTAIN', 'GITHUB_ADMIN']],
    ['gitlab', 'https://gitlab.com/', ['GITLAB_MAINTAINER', 'GITLAB_OWNER']],
    ['bitbucket', 'https://bitbucket.org/', ['BITBUCKET_ADMIN']],
  ] as const)('waits for a maintainer of %s before it builds a fork', (provider, host, roles) => {
    expectResource(templateWith({ provider }), 'AWS::CodeBuild::Project', {
      Source: {
        Type: provider.toUpperCase(),
        Location: Match.stringLikeRegexp(`^${host}example/waypost.git$`),
      },
      Triggers: {
        PullRequestBuildPolicy: {
          RequiresCommentApproval: 'FORK_PULL_REQUESTS',
          ApproverRoles: roles,
        },
      },
    });
  });

  test('gets the token from the secret, and without one none', () => {
    const token = {
      Name: 'PULL_REQUEST_COMMENT_TOKEN',
      Type: 'SECRETS_MANAGER',
      Value: TOKEN,
    };
    expect(JSON.stringify(template)).toContain(JSON.stringify(token.Value));
    expectResource(template, 'AWS::CodeBuild::Project', {
      Environment: { EnvironmentVariables: Match.arrayWith([token]) },
    });
    expect(JSON.stringify(templateWith({ provider: 'github' }))).not.toMatch(
      /secretsmanager|TOKEN/,
    );
  });

  test('follows a build spec of the repository, on the Node that package.json pins', () => {
    const text = readFileSync(join(__dirname, '../../..', PULL_REQUEST_BUILD_SPEC), 'utf8');
    const { phases } = parse(text) as {
      phases: Record<string, { commands: string[]; 'runtime-versions'?: { nodejs: number } }>;
    };
    expect(phases['install']?.['runtime-versions']?.nodejs).toBe(Number(NODE_MAJOR_VERSION));
    expect(phases['build']?.commands).toEqual([
      'npm run check',
      'npm run synth',
      'npx waypost check pull-request --base "origin/$PULL_REQUEST_BASE"',
    ]);
    expect(phases['post_build']?.commands).toEqual(['npx waypost check difference']);
  });
});

describe('role of the pull-request build', () => {
  const bucket = 'arn:aws:s3:::artifacts';
  const table = 'arn:aws:dynamodb:eu-west-1:333333333333:table/waypost-prod-storage-Submissions';
  const bootstrapRole = (kind: string, of: string) =>
    `arn:aws:iam::${of}:role/cdk-hnb659fds-${kind}-role-${of}-eu-west-1`;

  test.each([
    ['logs:PutLogEvents', `arn:aws:logs:${region}:${account}:log-group:own:log-stream:1`],
    ['codeconnections:GetConnectionToken', CONNECTION],
    ['sts:AssumeRole', 'arn:aws:iam::222222222222:role/waypost-dev-release-reader'],
    ['sts:AssumeRole', 'arn:aws:iam::333333333333:role/waypost-prod-release-reader'],
    ['s3:PutObject', `${bucket}/pull-requests/12/diff.html`],
    ['kms:GenerateDataKey', `arn:aws:kms:${region}:${account}:key/artifacts`],
    ['secretsmanager:GetSecretValue', TOKEN],
  ])('may %s on %s', async (action, resource) => {
    expect(await mayDo(action, resource)).toBe(true);
  });

  test.each([
    // Deploy.
    ['sts:AssumeRole', bootstrapRole('deploy', '333333333333')],
    ['sts:AssumeRole', bootstrapRole('file-publishing', '333333333333')],
    ['sts:AssumeRole', bootstrapRole('cfn-exec', account)],
    ['sts:AssumeRole', bootstrapRole('lookup', '333333333333')],
    ['sts:AssumeRole', 'arn:aws:iam::333333333333:role/waypost-prod-smoke-test'],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/waypost-prod-release-diff-build`],
    ['cloudformation:UpdateStack', `arn:aws:cloudformation:${region}:${account}:stack/waypost/1`],
    ['codepipeline:StartPipelineExecution', `arn:aws:codepipeline:${region}:${account}:waypost`],
    ['codepipeline:PutApprovalResult', `arn:aws:codepipeline:${region}:${account}:waypost/prod/A`],
    ['codebuild:UpdateProject', `arn:aws:codebuild:${region}:${account}:project/one`],
    // Pass or make roles.
    ['iam:PassRole', bootstrapRole('cfn-exec', account)],
    ['iam:CreateRole', `arn:aws:iam::${account}:role/waypost-x`],
    // Read what visitors wrote.
    ['dynamodb:GetItem', table],
    ['dynamodb:Scan', table],
    // Touch what releases are made of, or what was reviewed of them.
    ['s3:PutObject', `${bucket}/waypost/Artifact_S/1`],
    ['s3:PutObject', `${bucket}/releases/prod/1/release.json`],
    ['s3:GetObject', `${bucket}/waypost/Artifact_S/1`],
    ['s3:GetObject', `${bucket}/releases/prod/1/release.json`],
    ['s3:GetObject', `${bucket}/pull-requests/12/diff.html`],
    ['s3:DeleteObject', `${bucket}/pull-requests/12/diff.html`],
    ['s3:ListBucket', bucket],
    ['kms:Decrypt', `arn:aws:kms:${region}:${account}:key/artifacts`],
    // Whatever else.
    ['secretsmanager:GetSecretValue', TOKEN.replace('comments', 'others')],
    ['logs:PutLogEvents', `arn:aws:logs:${region}:${account}:log-group:builds:log-stream:1`],
  ])('may not %s on %s', async (action, resource) => {
    expect(await mayDo(action, resource)).toBe(false);
  });

  // aws/aws-cdk#38504: CodeBuild asks for it when it makes the build.
  describe.each(['codeconnections', 'codestar-connections'])('under the name %s', (service) => {
    const connectionArn = CONNECTION.replace('codeconnections', service);
    const of = templatesWith({ provider: 'github' }, { connectionArn }).pipeline;
    const mayUse = (repository?: string, access?: string) =>
      mayDo(`${service}:UseConnection`, connectionArn, {
        of,
        context: {
          ...(repository && { [`${service}:FullRepositoryId`]: repository }),
          ...(access && { [`${service}:ProviderPermissionsRequired`]: access }),
        },
      });

    test.each([
      ['that are about no repository', undefined, undefined],
      ['that read its own repository', 'example/waypost', 'read_only'],
    ])('may use the connection for requests %s', async (_, repository, access) => {
      expect(await mayUse(repository, access)).toBe(true);
    });

    test.each([
      ['that write to its own repository', 'example/waypost', 'read_write'],
      ['that read another repository', 'example/other', 'read_only'],
      ['that write somewhere', undefined, 'read_write'],
    ])('may not use the connection for requests %s', async (_, repository, access) => {
      expect(await mayUse(repository, access)).toBe(false);
    });
  });

  test('is with its log in the stack of the pipeline, so that IAM knows it when the build is made', () => {
    const types = (of: Template) => resourcesOf(of).map(([, { Type }]) => Type);
    expect(types(template)).toEqual(['AWS::CodeBuild::Project']);
    expect(types(pipeline)).toEqual(
      expect.arrayContaining(['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::Logs::LogGroup']),
    );
  });
});
