import { type GrantTable, on, onAny, passRoleTo, serviceLinkedRole } from '../grant';

/** Plans, vaults and the testing of restores. No recovery point is read or deleted. */
export const BACKUP_GRANTS: GrantTable = {
  'AWS::Backup::BackupPlan': [
    onAny(
      'AWS gives a backup plan its id.',
      'arn:aws:backup:*:{account}:backup-plan:*',
      'backup:CreateBackupPlan',
      'backup:DeleteBackupPlan',
      'backup:GetBackupPlan',
      'backup:ListTags',
      'backup:TagResource',
      'backup:UntagResource',
      'backup:UpdateBackupPlan',
    ),
  ],
  'AWS::Backup::BackupSelection': [
    onAny(
      'AWS gives a backup plan its id.',
      'arn:aws:backup:*:{account}:backup-plan:*',
      'backup:CreateBackupSelection',
      'backup:DeleteBackupSelection',
      'backup:GetBackupSelection',
    ),
    passRoleTo('backup.amazonaws.com'),
    on('arn:aws:iam::{account}:role/{named}', 'iam:GetRole'),
    serviceLinkedRole('backup.amazonaws.com'),
  ],
  'AWS::Backup::BackupVault': [
    on(
      [
        'arn:aws:backup:*:{account}:backup-vault:{prefix}',
        'arn:aws:backup:*:{account}:backup-vault:{named}',
      ],
      'backup:CreateBackupVault',
      'backup:DeleteBackupVault',
      'backup:DeleteBackupVaultAccessPolicy',
      'backup:DeleteBackupVaultLockConfiguration',
      'backup:DeleteBackupVaultNotifications',
      'backup:DescribeBackupVault',
      'backup:GetBackupVaultAccessPolicy',
      'backup:GetBackupVaultNotifications',
      'backup:ListTags',
      'backup:PutBackupVaultAccessPolicy',
      'backup:PutBackupVaultLockConfiguration',
      'backup:PutBackupVaultNotifications',
      'backup:TagResource',
      'backup:UntagResource',
    ),
    onAny('Storage of backups has no name of its own.', '*', 'backup-storage:MountCapsule'),
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html
    {
      ...onAny(
        'AWS gives its key for vaults an id; AWS Backup alone gets the use of it.',
        'arn:aws:kms:*:{account}:key/*',
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKey',
        'kms:RetireGrant',
      ),
      when: { StringLike: { 'kms:ViaService': 'backup.*.amazonaws.com' } },
    },
  ],
  'AWS::Backup::RestoreTestingPlan': [
    onAny(
      'Its name takes no hyphens, and AWS adds an id.',
      'arn:aws:backup:*:{account}:restore-testing-plan:*',
      'backup:CreateRestoreTestingPlan',
      'backup:DeleteRestoreTestingPlan',
      'backup:GetRestoreTestingPlan',
      'backup:ListTags',
      'backup:TagResource',
      'backup:UntagResource',
      'backup:UpdateRestoreTestingPlan',
    ),
    serviceLinkedRole('restore-testing.backup.amazonaws.com'),
  ],
  'AWS::Backup::RestoreTestingSelection': [
    onAny(
      'Its plan’s name takes no hyphens, and AWS adds an id.',
      'arn:aws:backup:*:{account}:restore-testing-plan:*',
      'backup:CreateRestoreTestingSelection',
      'backup:DeleteRestoreTestingSelection',
      'backup:GetRestoreTestingSelection',
      'backup:UpdateRestoreTestingSelection',
    ),
    passRoleTo('backup.amazonaws.com', 'restore-testing.backup.amazonaws.com'),
  ],
};
