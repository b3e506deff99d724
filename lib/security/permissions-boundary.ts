import { PermissionsBoundary } from 'aws-cdk-lib';
import type { AccountConfig, Config, EnvironmentConfig } from '../config/config';
import { accountNames, environmentNames } from '../naming';
import type { ProjectName } from '../types/branded';
import { type PolicyDocument, policyDocument } from './policy-document';

/**
 * The most that a role in an environment's account may be given. Roles have less: each its own
 * actions, on its own resources. An action that is missing here is refused on AWS, whatever the
 * role's policy says, so test/security/permissions-boundary.test.ts compares the two.
 */
const ENVIRONMENT_ACTIONS = [
  // Functions.
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
  'sns:Publish',
  'ses:SendTemplatedEmail',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
  // Lambda, by a function's role, in a network of the environment's own.
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
  // The network's own: flow logs, AWS's addresses, and CDK's function that empties a security group.
  'logs:DescribeLogStreams',
  'ec2:DescribeManagedPrefixLists',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupIngress',
  // What the pipeline assumes: the protector of stacks, the smoke test.
  'cloudformation:DescribeStacks',
  'cloudformation:UpdateTerminationProtection',
  'execute-api:Invoke',
  // CDK's own function that gives the sending identity its policy.
  'ses:CreateEmailIdentityPolicy',
  'ses:DeleteEmailIdentityPolicy',
  'ses:UpdateEmailIdentityPolicy',
  // CDK's own function that publishes the site.
  's3:Abort*',
  's3:DeleteObject*',
  's3:GetBucket*',
  's3:GetObject*',
  's3:List*',
  's3:PutObject*',
  'cloudfront:CreateInvalidation',
  'cloudfront:GetInvalidation',
  // CDK's function that empties a bucket: it forbids further writes first.
  's3:PutBucketPolicy',
  // AWS Backup, which asks for them before it saves or restores a table.
  'backup:CopyFromBackupVault',
  'backup:CopyIntoBackupVault',
  'backup:DescribeBackupVault',
  'backup:TagResource',
  'dynamodb:BatchWriteItem',
  'dynamodb:CreateBackup',
  'dynamodb:DeleteBackup',
  'dynamodb:DeleteItem',
  'dynamodb:DescribeBackup',
  'dynamodb:DescribeTable',
  'dynamodb:ListTagsOfResource',
  'dynamodb:Query',
  'dynamodb:RestoreTableFromAwsBackup',
  'dynamodb:RestoreTableFromBackup',
  'dynamodb:Scan',
  'dynamodb:StartAwsBackupJob',
  // A key of the owner's.
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/** The same in the tools account. */
const TOOLS_ACTIONS = [
  'cloudformation:DescribeStacks',
  'codebuild:BatchGetBuilds',
  'codebuild:BatchPutCodeCoverages',
  'codebuild:BatchPutTestCases',
  'codebuild:CreateReport',
  'codebuild:CreateReportGroup',
  'codebuild:StartBuild',
  'codebuild:StopBuild',
  'codebuild:UpdateReport',
  'codeconnections:UseConnection',
  'codestar-connections:UseConnection',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  's3:Abort*',
  's3:DeleteObject*',
  's3:GetBucket*',
  's3:GetObject*',
  's3:List*',
  's3:PutObject*',
];

/** Refused by name too: a policy of a resource could otherwise grant them to a session directly. */
const NEVER = ['account:*', 'iam:*', 'organizations:*', 'sso:*'];

/** Name of the managed policy that bounds the roles of an account. */
export function boundaryName(
  project: ProjectName,
  { permissionsBoundary }: Pick<AccountConfig, 'permissionsBoundary'>,
): string {
  return permissionsBoundary ?? accountNames(project).permissionsBoundary;
}

/** For a Stage's or a Stack's props: every role below it is bounded, those that CDK makes too. */
export function boundedRoles(
  project: ProjectName,
  account: Pick<AccountConfig, 'permissionsBoundary'>,
): PermissionsBoundary {
  return PermissionsBoundary.fromName(boundaryName(project, account));
}

/** Waypost's own boundary in an environment's account, where no role has a reason to be another. */
export function environmentBoundary(): PolicyDocument {
  return policyDocument([
    { Effect: 'Allow', Action: ENVIRONMENT_ACTIONS, Resource: ['*'] },
    { Effect: 'Deny', Action: [...NEVER, 'sts:AssumeRole*'], Resource: ['*'] },
  ]);
}

/** Waypost's own boundary in the tools account, whose roles deliver to all the others. */
export function toolsBoundary({ project, tools, environments }: ToolsScope): PolicyDocument {
  const roles = [
    // The pipeline's role assumes those of its actions.
    `arn:aws:iam::${tools.account}:role/${project}-*`,
    ...[tools, ...environments].map(
      ({ account }) => `arn:aws:iam::${account}:role/cdk-hnb659fds-*-role-${account}-*`,
    ),
    // Those of an environment that admit a build of the pipeline.
    ...environments.flatMap(({ account, name }) => {
      const { smokeTestRole, stackProtectionRole } = environmentNames(project, name);
      return [smokeTestRole, stackProtectionRole].map(
        (role) => `arn:aws:iam::${account}:role/${role}`,
      );
    }),
  ];
  return policyDocument([
    { Effect: 'Allow', Action: TOOLS_ACTIONS, Resource: ['*'] },
    { Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roles },
    { Effect: 'Deny', Action: NEVER, Resource: ['*'] },
    { Effect: 'Deny', Action: ['sts:AssumeRole*'], NotResource: roles },
  ]);
}

interface ToolsScope extends Pick<Config, 'project' | 'tools'> {
  readonly environments: readonly Pick<EnvironmentConfig, 'account' | 'name'>[];
}
