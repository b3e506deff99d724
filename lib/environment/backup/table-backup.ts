import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
  type IBackupVault,
} from 'aws-cdk-lib/aws-backup';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { BackupConfig } from '../../config/config';
import type { EnvironmentNames } from '../../naming';
import { BackupRoles } from './backup-roles';
import { LockedVault } from './locked-vault';

export interface TableBackupProps extends BackupConfig {
  readonly table: ITable;
  readonly names: EnvironmentNames['backup'];
  /** Key of the table. Default: AWS's key. A vault's own key can never change. */
  readonly customerKey?: IKey | undefined;
  /** Keep the vault when its stack is deleted. */
  readonly retain: boolean;
}

/** At night in Europe, and between the busy hours of America and Asia. */
const DAILY = Schedule.cron({ minute: '15', hour: '2' });

/**
 * AWS Backup restores the latest backup, and deletes what it restored. Four times a year, as each test
 * costs 1.50 USD (https://aws.amazon.com/backup/pricing/, November 2026); `waypost drill restore` costs
 * next to nothing, and compares what was restored as well.
 */
const RESTORE_TESTS = 'cron(15 5 2 1,4,7,10 ? *)';

/**
 * Backs up one table every day, keeps each backup for some days, and regularly tests that it can be
 * restored.
 */
export class TableBackup extends Construct {
  constructor(scope: Construct, id: string, props: TableBackupProps) {
    super(scope, id);
    const { table, names, retentionDays } = props;
    const vault = new LockedVault(this, 'Vault', {
      vaultName: names.vault,
      retentionDays,
      retain: props.retain,
    });
    const copyVault = props.copyTo === undefined ? undefined : this.vaultIn(props.copyTo, names);
    const roles = new BackupRoles(this, 'Roles', {
      table,
      vault,
      copyVault,
      customerKey: props.customerKey,
      restoreRoleName: names.restoreRole,
      restoredTablePrefix: names.restoredTablePrefix,
    });

    const deleteAfter = Duration.days(retentionDays);
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: names.plan });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        backupVault: vault,
        scheduleExpression: DAILY,
        deleteAfter,
        ...(copyVault && { copyActions: [{ destinationBackupVault: copyVault, deleteAfter }] }),
      }),
    );
    new BackupSelection(this, 'Selection', {
      backupPlan: plan,
      backupSelectionName: 'submissions',
      resources: [BackupResource.fromArn(table.tableArn)],
      role: roles.backup,
      disableDefaultBackupPolicy: true,
    });
    this.testRestores(props, vault, roles);
  }

  private testRestores(
    { table, names }: TableBackupProps,
    vault: IBackupVault,
    roles: BackupRoles,
  ) {
    const plan = new CfnRestoreTestingPlan(this, 'RestoreTests', {
      restoreTestingPlanName: names.restoreTestingPlan,
      scheduleExpression: RESTORE_TESTS,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
      },
    });
    const selection = new CfnRestoreTestingSelection(this, 'RestoreTest', {
      restoreTestingPlanName: plan.ref,
      restoreTestingSelectionName: 'submissions',
      protectedResourceType: 'DynamoDB',
      protectedResourceArns: [table.tableArn],
      iamRoleArn: roles.restore.roleArn,
    });
    selection.node.addDependency(plan);
  }

  private vaultIn(region: string, names: TableBackupProps['names']) {
    const arn = Stack.of(this).formatArn({
      service: 'backup',
      region,
      resource: 'backup-vault',
      resourceName: names.vault,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return BackupVault.fromBackupVaultArn(this, 'CopyVault', arn);
  }
}
