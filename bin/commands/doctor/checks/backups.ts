import type { EnvironmentConfig } from '../../../../lib/config/config';
import { type Finding, fine, toDo, wrong } from '../finding';
import type { AccountView } from '../ports';

/** Whether AWS Backup takes, copies and locks the backups of the submissions table. */
export async function checkBackups(
  { backup, region }: Pick<EnvironmentConfig, 'backup' | 'region'>,
  account: AccountView,
): Promise<Finding[]> {
  if (backup === undefined) return [];
  return [
    ...(await settingsIn(region, 'backups', account)),
    ...(backup.copyTo === undefined ? [] : await settingsIn(backup.copyTo, 'copies', account)),
  ];
}

/** The opt-in is about tables, and a region that takes only copies has none. */
async function settingsIn(
  region: string,
  takes: 'backups' | 'copies',
  account: AccountView,
): Promise<Finding[]> {
  const settings = await account.backupOfTables(region);
  if (settings === undefined) return [];
  const update = `aws backup update-region-settings --region ${region}`;
  if (!settings.managed) {
    return [
      wrong(
        `AWS Backup lacks its advanced features for DynamoDB in ${region}: backups are not copied and not locked`,
        `${update} --resource-type-management-preference DynamoDB=true`,
      ),
    ];
  }
  if (settings.optedIn || takes === 'copies')
    return [fine(`AWS Backup has its advanced features for DynamoDB in ${region}`)];
  // AWS Backup still takes the table, because the plan names it.
  return [
    toDo(
      `AWS Backup is not opted in to DynamoDB in ${region}: it backs up the submissions table, but no table that is chosen by tags`,
      `${update} --resource-type-opt-in-preference DynamoDB=true`,
    ),
  ];
}
