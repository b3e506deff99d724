import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import type { Construct } from 'constructs';

export interface LockedVaultProps {
  readonly vaultName: string;
  /** Of every backup in it. */
  readonly retentionDays: number;
  /** Keep the vault when its stack is deleted. With backups in it, nobody can delete it anyway. */
  readonly retain: boolean;
}

/**
 * A vault whose backups nobody can delete early or keep longer. The lock is in governance mode:
 * whoever may change it can lift it. `changeableFor` would bring compliance mode, which not even
 * AWS can lift, so it is left out.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class LockedVault extends BackupVault {
  constructor(scope: Construct, id: string, props: LockedVaultProps) {
    super(scope, id, {
      backupVaultName: props.vaultName,
      lockConfiguration: {
        minRetention: Duration.days(props.retentionDays),
        // CDK takes none that equals the minimum.
        maxRetention: Duration.days(props.retentionDays + 1),
      },
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
