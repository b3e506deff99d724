import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IBackupVault } from 'aws-cdk-lib/aws-backup';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { grantKey, grantKeyForTables } from '../customer-key';

export interface BackupRolesProps {
  readonly table: ITable;
  readonly vault: IBackupVault;
  /** Key of the table. Default: AWS's key. */
  readonly customerKey?: IKey | undefined;
  /** In another region. */
  readonly copyVault?: IBackupVault | undefined;
  /** Of the role for restores, which an owner names when restoring by hand. */
  readonly restoreRoleName: string;
  /** What the names of tables that an owner restores to begin with. */
  readonly restoredTablePrefix: string;
}

/** AWS Backup gives the tables of its restore tests names like these, and deletes them itself. */
const RESTORE_TEST_TABLES = 'awsbackup-restore-test-*';

/**
 * What AWS Backup does in our name, to one table. AWS's managed policies allow the same to every
 * resource of the account that can be backed up; these are their statements on DynamoDB, narrowed.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
 */
export class BackupRoles extends Construct {
  readonly backup: Role;
  readonly restore: Role;

  constructor(scope: Construct, id: string, props: BackupRolesProps) {
    super(scope, id);
    const { table, vault, copyVault } = props;
    const backups = `${table.tableArn}/backup/*`;

    this.backup = this.role('Backup');
    allow(
      this.backup,
      [table.tableArn],
      ['DescribeTable', 'ListTagsOfResource', 'CreateBackup', 'StartAwsBackupJob'].map(dynamodb),
    );
    allow(this.backup, [backups], ['DescribeBackup', 'DeleteBackup'].map(dynamodb));
    allow(this.backup, [vault.backupVaultArn], ['backup:DescribeBackupVault']);
    // The table's tags go with its backups.
    allow(this.backup, [this.recoveryPoints()], ['backup:TagResource']);
    if (copyVault) {
      allow(this.backup, [this.recoveryPoints()], ['backup:CopyFromBackupVault']);
      allow(this.backup, [this.recoveryPoints(copyVault.env.region)], ['backup:TagResource']);
      allow(
        this.backup,
        [copyVault.backupVaultArn],
        ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'],
      );
    }

    this.restore = this.role('Restore', props.restoreRoleName);
    const restored = [
      table.tableArn,
      ...[`${props.restoredTablePrefix}*`, RESTORE_TEST_TABLES].map((name) => this.tables(name)),
    ];
    allow(
      this.restore,
      restored,
      [
        'RestoreTableFromAwsBackup',
        'DescribeTable',
        ...['Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
      ].map(dynamodb),
    );
    allow(this.restore, [backups, ...restored], [dynamodb('RestoreTableFromBackup')]);
    if (props.customerKey) {
      grantKey(props.customerKey, this.backup, { passesOn: ['dynamodb'] });
      grantKeyForTables(props.customerKey, this.restore);
    }
  }

  private role(id: string, roleName?: string) {
    return new Role(this, id, {
      roleName,
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    });
  }

  private recoveryPoints(region?: string) {
    return Stack.of(this).formatArn({
      service: 'backup',
      region,
      resource: 'recovery-point',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private tables(resourceName: string) {
    return Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName });
  }
}

function dynamodb(action: string) {
  return `dynamodb:${action}`;
}

function allow(role: Role, resources: string[], actions: string[]) {
  role.addToPolicy(new PolicyStatement({ resources, actions }));
}
