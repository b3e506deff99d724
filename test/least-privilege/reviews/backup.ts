import { CUSTOMER_KEY, type ReviewedGrants } from './review';

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

export const BACKUP_GRANTS: readonly ReviewedGrants[] = [
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
      [
        'arn:aws:backup:<region>:<account>:recovery-point:*',
        ['backup:CopyFromBackupVault', 'backup:TagResource'],
      ],
      ['arn:aws:backup:eu-central-1:<account>:recovery-point:*', ['backup:TagResource']],
      [
        `arn:aws:backup:eu-central-1:<account>:${VAULT}`,
        ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
      ],
    ],
  },
  {
    roles: /^<env>-storage\.BackupRolesBackup$/,
    why: 'unrecorded',
    reason:
      'AWS Backup saves a table under a customer key: the statement KMSDynamoDBPermissions of AWSBackupServiceRolePolicyForBackup.',
    grants: [[CUSTOMER_KEY, ['kms:Decrypt', 'kms:GenerateDataKey']]],
  },
  {
    roles: /^<env>-restore$/,
    why: 'unrecorded',
    reason:
      'AWS Backup writes a table under a customer key: the statement on keys of AWSBackupServiceRolePolicyForRestores.',
    grants: [
      [
        CUSTOMER_KEY,
        [
          'CreateGrant',
          'Decrypt',
          'DescribeKey',
          'Encrypt',
          'GenerateDataKey',
          'ReEncryptFrom',
          'ReEncryptTo',
        ].map((name) => `kms:${name}`),
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
];
