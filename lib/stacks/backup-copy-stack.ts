import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LockedVault, type LockedVaultProps } from '../environment/backup/locked-vault';

export interface BackupCopyStackProps extends StackProps {
  readonly vault: LockedVaultProps;
}

/** Takes the copies of the backups in another region. StorageStack goes by the vault's name. */
export class BackupCopyStack extends Stack {
  constructor(scope: Construct, id: string, { vault, ...props }: BackupCopyStackProps) {
    super(scope, id, props);
    new LockedVault(this, 'Vault', vault);
  }
}
