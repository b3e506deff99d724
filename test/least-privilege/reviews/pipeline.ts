import { LOG, READ, type ReviewedGrants } from './review';

const ARTIFACTS = 'arn:aws:s3:::waypost-pipeline.ArtifactsBucket';
const ARTIFACTS_KEY = 'arn:aws:kms:<region>:<tools>:key/waypost-pipeline.ArtifactsKey';

const PIPELINE_DIFF = /^waypost-pipeline-diff-build$/;
const PULL_REQUEST_BUILD = /^waypost-pull-request-build$/;
/** Of the builds after a delivery, and of what they do to an environment. */
export const PIPELINE_GRANTS: readonly ReviewedGrants[] = [
  {
    roles: /^<env>-stack-protection$/,
    why: 'wide',
    reason: 'CloudFormation ends each stack’s ARN with an id of its own.',
    grants: [
      [
        /^arn:aws:cloudformation:[^:]+:<account>:stack\/<env>-<stack>\/\*$/,
        ['cloudformation:DescribeStacks', 'cloudformation:UpdateTerminationProtection'],
      ],
    ],
  },
  {
    roles: /^<env>-release-reader$/,
    why: 'wide',
    reason:
      'IAM knows no narrower list of stacks: it names all of them, and shows nothing that is in them.',
    grants: [['*', ['cloudformation:ListStacks']]],
  },
  ...notificationGrants(),
  ...reviewGrants(),
  {
    roles: PULL_REQUEST_BUILD,
    why: 'unrecorded',
    reason: 'CodeBuild writes the log; the star is for streams.',
    grants: [['arn:aws:logs:<region>:<tools>:log-group:waypost-pipeline.PullRequestsLogs:*', LOG]],
  },
  {
    roles: PULL_REQUEST_BUILD,
    why: 'unrecorded',
    reason:
      'What the connection’s ARN says is recorded. For one of the other name, AWS asks for these.',
    grants: [
      [
        /^arn:aws:codeconnections:/,
        ['GetConnection', 'GetConnectionToken', 'UseConnection'].map(
          (action) => `codestar-connections:${action}`,
        ),
      ],
    ],
  },
  {
    roles: PULL_REQUEST_BUILD,
    why: 'unrecorded',
    reason:
      'A provider starts it, so no rehearsal does: test/emulator/pull-request.test.ts runs its comparison under the role. A page is named after the number of the pull request.',
    grants: [
      [/^arn:aws:iam::\d+:role\/waypost-(?:dev|prod)-release-reader$/, ['sts:AssumeRole']],
      [`${ARTIFACTS}/pull-requests/*`, ['s3:PutObject']],
      [ARTIFACTS_KEY, ['kms:GenerateDataKey']],
    ],
  },
  ...(
    [
      ['smoke-test', 'SmokeTest'],
      ['stack-protection', 'ProtectStacks'],
      // In the stage of the environment before, or in its own.
      ['release-diff', 'DiffOfprod'],
    ] as const
  ).map(([role, project]) => isBuild(`^<env>-${role}-build$`, `Pipeline<env>${project}`)),
  isBuild(PIPELINE_DIFF.source, 'PipelineReviewCompare'),
  {
    roles: PIPELINE_DIFF,
    why: 'unrecorded',
    reason:
      'With `confirmPermissionsBroadening`: test/end-to-end/pipeline-review.test.ts holds that its build calls each of these, and nothing more of them. Stacks of the project are in any region, IAM knows no narrower list of them, and what it found has the id of an execution in its name.',
    grants: [
      [
        'arn:aws:cloudformation:*:<tools>:stack/waypost-*/*',
        ['DescribeStacks', 'GetTemplate', 'ListStackResources'].map(
          (action) => `cloudformation:${action}`,
        ),
      ],
      ['*', ['cloudformation:ListStacks']],
      ['arn:aws:codepipeline:<region>:<tools>:waypost', ['codepipeline:ListPipelineExecutions']],
      [`${ARTIFACTS}/releases/ReviewPipeline/*`, ['s3:PutObject']],
    ],
  },
];

/** What CDK grants to the role of every CodeBuild project, be the role ours. */
function isBuild(roles: string, project: string): ReviewedGrants {
  const name = `waypost-pipeline.${project}`;
  const log = `arn:aws:logs:<region>:<tools>:log-group:/aws/codebuild/${name}`;
  return {
    roles: new RegExp(roles),
    why: 'unrecorded',
    reason:
      'CDK grants it to the role of every CodeBuild project: it reads the build’s input and writes its log. Reports nobody writes.',
    grants: [
      ['arn:aws:logs:<region>:<tools>:log-group:waypost-pipeline.BuildLogs:*', LOG],
      [log, ['logs:CreateLogGroup', ...LOG]],
      [`${log}:*`, ['logs:CreateLogGroup', ...LOG]],
      [
        `arn:aws:codebuild:<region>:<tools>:report-group/${name}-*`,
        [
          'codebuild:BatchPutCodeCoverages',
          'codebuild:BatchPutTestCases',
          'codebuild:CreateReport',
          'codebuild:CreateReportGroup',
          'codebuild:UpdateReport',
        ],
      ],
      [ARTIFACTS, READ],
      [`${ARTIFACTS}/*`, READ],
      [
        ARTIFACTS_KEY,
        ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      ],
    ],
  };
}

/** Of the function that tells of the pipeline. */
function notificationGrants(): ReviewedGrants[] {
  const roles = /^waypost-pipeline\.NotificationsNewsFunctionPartsRole$/;
  const buildLogs = 'arn:aws:logs:<region>:<tools>:log-group:waypost-pipeline.BuildLogs:*';
  return [
    {
      roles,
      why: 'unrecorded',
      reason: 'Lambda writes the function’s log under its role; the star is for the streams.',
      grants: [
        ['arn:aws:logs:<region>:<tools>:log-group:/aws/lambda/waypost-pipeline-news:*', LOG],
      ],
    },
    {
      roles,
      why: 'unrecorded',
      reason:
        'For when it fails: Lambda keeps the event, a claim is given back, or found by its own second try.',
      grants: [
        ['arn:aws:sqs:<region>:<tools>:waypost-pipeline-news-dead-letter', ['sqs:SendMessage']],
        [`${ARTIFACTS}/notifications/*`, ['s3:DeleteObject', 's3:GetObject']],
      ],
    },
    {
      roles,
      why: 'unrecorded',
      reason:
        'Of a build that failed: test/emulator/pipeline-notifications.test.ts reads one, in a stream of its own.',
      grants: [[buildLogs, ['logs:GetLogEvents']]],
    },
    {
      roles,
      why: 'wide',
      reason:
        'Of any environment and execution; a claim has the digest of its notification in its name.',
      grants: [
        [`${ARTIFACTS}/releases/*`, ['s3:GetObject']],
        [`${ARTIFACTS}/notifications/*`, ['s3:PutObject']],
      ],
    },
  ];
}

/** Of what stands between a release and an environment. */
function reviewGrants(): ReviewedGrants[] {
  const records = `${ARTIFACTS}/releases/<name>/*`;
  const anyStack = 'arn:aws:cloudformation:*:<account>:stack/<env>-*/*';
  const check = /^<env>-release-check$/;
  return [
    {
      roles: check,
      why: 'unrecorded',
      reason: 'Lambda writes the function’s log under its role; the star is for the streams.',
      grants: [['arn:aws:logs:<region>:<tools>:log-group:/aws/lambda/<env>-release-check:*', LOG]],
    },
    {
      roles: check,
      why: 'unrecorded',
      reason: 'Lambda writes traces under the function’s role, where `tracing` is on.',
      grants: [['*', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments']]],
    },
    {
      roles: check,
      why: 'unrecorded',
      reason:
        'A release that is stopped: test/end-to-end/releases.test.ts stops one. IAM knows no resource for a job.',
      grants: [['*', ['codepipeline:PutJobFailureResult']]],
    },
    {
      roles: check,
      why: 'wide',
      reason: 'IAM knows no resource for a job.',
      grants: [['*', ['codepipeline:PutJobSuccessResult']]],
    },
    {
      roles: check,
      why: 'wide',
      reason: 'What was reviewed has the id of an execution in its name.',
      grants: [[records, ['s3:GetObject']]],
    },
    {
      roles: /^<env>-release-diff-build$/,
      why: 'wide',
      reason: 'The build notes what it found, under the id of its execution.',
      grants: [[records, ['s3:PutObject']]],
    },
    {
      roles: /^<env>-release-reader$/,
      why: 'wide',
      reason:
        'Any region, as an environment is in several, and CloudFormation ends each stack’s ARN with an id of its own.',
      grants: [[anyStack, ['cloudformation:DescribeStacks']]],
    },
    {
      roles: /^<env>-release-reader$/,
      why: 'unrecorded',
      reason:
        'A first release, which is what is recorded, has nothing deployed to read: test/emulator/release-reader.test.ts reads it.',
      grants: [[anyStack, ['cloudformation:GetTemplate', 'cloudformation:ListStackResources']]],
    },
  ];
}
