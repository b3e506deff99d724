/** Functions and builds write what they do. */
const WRITE_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** CDK's grants on a bucket, as CDK spells them. */
const USE_OBJECTS = [
  's3:Abort*',
  's3:DeleteObject*',
  's3:GetBucket*',
  's3:GetObject*',
  's3:List*',
  's3:PutObject*',
];

/** CDK's grants on a key, as CDK spells them. */
const USE_KEYS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/**
 * The most that a role in an environment's account may ever do. Each role has less: its own
 * actions, on its own resources. AWS refuses an action that is missing here, whatever the role's
 * policy says. So test/lib/security/permissions-boundary.test.ts compares the two.
 */
export const ENVIRONMENT_ACTIONS = [
  // Functions.
  ...WRITE_LOGS,
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
  // Addresses and signing keys of webhooks.
  'ssm:GetParameter',
  'cloudwatch:GetMetricStatistics',
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
  // What the pipeline assumes: the release reader, the protector of stacks, the smoke test.
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudformation:ListStacks',
  'cloudformation:UpdateTerminationProtection',
  'execute-api:Invoke',
  // CDK's own function that gives the sending identity its policy.
  'ses:CreateEmailIdentityPolicy',
  'ses:DeleteEmailIdentityPolicy',
  'ses:UpdateEmailIdentityPolicy',
  // CDK's own function that publishes the site.
  ...USE_OBJECTS,
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
  ...USE_KEYS,
];

/** The same in the tools account. */
export const TOOLS_ACTIONS = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudformation:ListStacks',
  'codebuild:BatchGetBuilds',
  'codebuild:BatchPutCodeCoverages',
  'codebuild:BatchPutTestCases',
  'codebuild:CreateReport',
  'codebuild:CreateReportGroup',
  'codebuild:StartBuild',
  'codebuild:StopBuild',
  'codebuild:UpdateReport',
  'codeconnections:GetConnection',
  'codeconnections:GetConnectionToken',
  'codeconnections:UseConnection',
  'codestar-connections:GetConnection',
  'codestar-connections:GetConnectionToken',
  'codestar-connections:UseConnection',
  // The approver, the functions that look at a release and that tell of the pipeline, and who asks them.
  'codepipeline:GetPipeline',
  'codepipeline:GetPipelineExecution',
  'codepipeline:GetPipelineState',
  'codepipeline:ListActionExecutions',
  'codepipeline:ListPipelineExecutions',
  'codepipeline:PutApprovalResult',
  'codepipeline:PutJobFailureResult',
  'codepipeline:PutJobSuccessResult',
  'lambda:InvokeFunction',
  'lambda:ListFunctions',
  'logs:GetLogEvents',
  'sns:Publish',
  'sqs:SendMessage',
  // The token that comments on pull requests.
  'secretsmanager:GetSecretValue',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
  ...USE_KEYS,
  ...WRITE_LOGS,
  ...USE_OBJECTS,
];
