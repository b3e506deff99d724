/** Grants that no recorded call shows to be needed as they are. */
export interface ReviewedGrants {
  readonly roles: RegExp;
  /**
   * `unrecorded`: needed on AWS, and nothing here calls it under the role.
   * `wide`: called, and granted on more than what is called.
   */
  readonly why: 'unrecorded' | 'wide';
  readonly reason: string;
  /** Resource and actions, as the statements write them. */
  readonly grants: readonly (readonly [on: string | RegExp, actions: readonly string[]])[];
}

const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const READ = ['s3:GetBucket*', 's3:GetObject*', 's3:List*'];
const READ_AND_WRITE = [
  ...READ,
  's3:Abort*',
  's3:DeleteObject*',
  's3:PutObject',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
];

const ARTIFACTS = 'arn:aws:s3:::waypost-pipeline.ArtifactsBucket';
const ARTIFACTS_KEY = 'arn:aws:kms:<region>:<tools>:key/waypost-pipeline.ArtifactsKey';
const ASSETS = 'arn:aws:s3:::cdk-hnb659fds-assets-<account>-<region>';
const SITE = 'arn:aws:s3:::<env>-storage.Assets';
const TABLES = 'arn:aws:dynamodb:<region>:<account>:table/';
const SUBMISSIONS = `${TABLES}<env>-storage.Submissions`;
const VAULT = 'backup-vault:<env>';
const RESTORE = [
  'RestoreTableFromAwsBackup',
  'RestoreTableFromBackup',
  'DescribeTable',
  'Scan',
  'Query',
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
].map((name) => `dynamodb:${name}`);
const FUNCTIONS = /^<env>-contact\.(?:Submit|Deliver|SubmissionStatus|Feedback)PartsRole$/;

export const REVIEWED_GRANTS: readonly ReviewedGrants[] = [
  ...(
    [
      ['Submit', '/aws/lambda/<env>-submit'],
      ['Deliver', '/aws/lambda/<env>-deliver'],
      ['SubmissionStatus', '/aws/lambda/<env>-submission-status'],
      ['Feedback', '/aws/lambda/<env>-feedback'],
    ] as const
  ).map(([name, log]) => writesItsLog(new RegExp(`^<env>-contact\\.${name}PartsRole$`), log)),
  writesItsLog(/^<env>-contact\.PageRole$/, '<env>-contact.PageLog'),
  writesItsLog(/^<env>-network\.TablesPrefixListRole$/, '<env>-network.TablesPrefixListLog'),
  {
    roles: FUNCTIONS,
    why: 'unrecorded',
    reason: 'X-Ray’s daemon beside the function sends its traces; X-Ray knows no resources.',
    grants: [['*', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments']]],
  },
  {
    roles: FUNCTIONS,
    why: 'unrecorded',
    reason:
      'Lambda makes network interfaces under the role, which ones it does not know before; the function itself is denied them (lib/constructs/function-placement.ts).',
    grants: [
      [
        'arn:aws:ec2:<region>:<account>:*/*',
        [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:UnassignPrivateIpAddresses',
        ],
      ],
      ['*', ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets']],
    ],
  },
  {
    roles: /^<env>-contact\.DeliverPartsRole$/,
    why: 'unrecorded',
    reason:
      'Lambda asks for it before it takes the queue as an event source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    grants: [['arn:aws:sqs:<region>:<account>:<env>-submissions', ['sqs:GetQueueAttributes']]],
  },
  {
    roles: /^<env>-contact\.DeliverPartsRole$/,
    why: 'wide',
    reason:
      'In its sandbox SES asks for leave on each recipient’s identity too; the condition keeps it to one sender.',
    grants: [['arn:aws:ses:<region>:<account>:identity/*', ['ses:SendTemplatedEmail']]],
  },
  {
    roles: /^<env>-contact\.FeedbackPartsRole$/,
    why: 'unrecorded',
    reason: 'Lambda puts what failed three times on the dead-letter queue under the role.',
    grants: [['arn:aws:sqs:<region>:<account>:<env>-feedback-dead-letter', ['sqs:SendMessage']]],
  },
  {
    roles: /^<env>-smoke-test$/,
    why: 'wide',
    reason: 'The route ends with the id of the message that was sent.',
    grants: [
      [
        'arn:aws:execute-api:<region>:<account>:<env>-contact.Api/$default/GET/smoke-test/*',
        ['execute-api:Invoke'],
      ],
    ],
  },
  {
    roles: /^<env>-contact\.PageRole$/,
    why: 'unrecorded',
    reason:
      'CDK’s BucketDeployment grants it what its function calls; here the launcher publishes the files itself, as the function needs the AWS CLI.',
    grants: [
      [ASSETS, READ],
      [`${ASSETS}/*`, READ],
      [SITE, READ_AND_WRITE],
      [`${SITE}/*`, READ_AND_WRITE],
      ['*', ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation']],
    ],
  },
  {
    roles: /^<env>-network\.TablesPrefixListRole$/,
    why: 'wide',
    reason: 'EC2’s Describe calls know no resources.',
    grants: [['*', ['ec2:DescribeManagedPrefixLists']]],
  },
  {
    roles: /^<env>-network\.VpcFlowLogRole$/,
    why: 'unrecorded',
    reason: 'VPC flow logs write under it; the star is for the streams.',
    grants: [
      [
        'arn:aws:logs:<region>:<account>:log-group:<env>-network.VpcFlowLogGroup:*',
        [...LOG, 'logs:DescribeLogStreams'],
      ],
    ],
  },
  {
    roles: /^<env>-storage\.BackupRolesBackup$/,
    why: 'unrecorded',
    reason:
      'AWS Backup works under it: the statements on DynamoDB of AWSBackupServiceRolePolicyForBackup, on one table. Backups and recovery points have ids of AWS’s own.',
    grants: [
      [
        SUBMISSIONS,
        ['CreateBackup', 'DescribeTable', 'ListTagsOfResource', 'StartAwsBackupJob'].map(
          (name) => `dynamodb:${name}`,
        ),
      ],
      [`${SUBMISSIONS}/backup/*`, ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup']],
      [`arn:aws:backup:<region>:<account>:${VAULT}`, ['backup:DescribeBackupVault']],
      ['arn:aws:backup:<region>:<account>:recovery-point:*', ['backup:CopyFromBackupVault']],
      [
        `arn:aws:backup:eu-central-1:<account>:${VAULT}`,
        ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
      ],
    ],
  },
  {
    roles: /^<env>-restore$/,
    why: 'unrecorded',
    reason:
      'AWS Backup works under it: the statements on DynamoDB of AWSBackupServiceRolePolicyForRestores, on one table and on those restored from it, whose names are chosen at the restore.',
    grants: [
      [SUBMISSIONS, RESTORE],
      [`${TABLES}<env>-restore-*`, RESTORE],
      [`${TABLES}awsbackup-restore-test-*`, RESTORE],
      [`${SUBMISSIONS}/backup/*`, ['dynamodb:RestoreTableFromBackup']],
    ],
  },
  {
    roles: /^<env>-stack-protection$/,
    why: 'unrecorded',
    reason: 'The stack is new: this review goes with the next recording.',
    grants: [
      [
        'arn:aws:cloudformation:eu-central-1:<account>:stack/<env>-<stack>/*',
        ['cloudformation:DescribeStacks', 'cloudformation:UpdateTerminationProtection'],
      ],
    ],
  },
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
  ...(
    [
      ['smoke-test', 'SmokeTest'],
      ['stack-protection', 'ProtectStacks'],
    ] as const
  ).map(([role, project]) => isBuild(`^<env>-${role}-build$`, project)),
];

/** Roles whose policies CDK writes and that are not ours to narrow. Rehearsals judge their calls. */
export const GENERATED_ROLES: readonly { readonly role: RegExp; readonly reason: string }[] = [
  {
    role: /^waypost-pipeline\.Pipeline/,
    reason:
      'CDK Pipelines makes the roles of the pipeline, its actions and its builds. Our one statement among theirs, for the connection, is held by test/stacks/deployment-stack.test.ts.',
  },
  {
    role: /\.Custom\w+CustomResourceProviderRole$/,
    reason: 'CDK’s own functions, which empty buckets and close default security groups.',
  },
];

export function isGenerated(role: string): boolean {
  return GENERATED_ROLES.some((generated) => generated.role.test(role));
}

function writesItsLog(roles: RegExp, group: string): ReviewedGrants {
  return {
    roles,
    why: 'unrecorded',
    reason: 'Lambda writes the function’s log under its role; the star is for the streams.',
    grants: [[`arn:aws:logs:<region>:<account>:log-group:${group}:*`, LOG]],
  };
}

/** What CDK grants to the role of every CodeBuild project, be the role ours. */
function isBuild(roles: string, project: string): ReviewedGrants {
  const name = `waypost-pipeline.Pipeline<env>${project}`;
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
