import type { z } from 'zod';
import { LONGEST_RECOVERY_DAYS, recoveryDays } from '../../recovery/recovery-window';
import { type InputOf, offOr, record, whole } from '../fields/field';
import { region } from '../fields/region';

const schema = record({
  /**
   * Days that a backup is kept: 1 to 35, and not more than `submissionRetentionDays`. A message
   * that you erase stays in backups for this time. Default: the longest time that both limits
   * allow.
   */
  retentionDays: whole('days', 1, LONGEST_RECOVERY_DAYS).optional(),
  /**
   * Another region that each backup is copied to, such as `eu-central-1`, in case the environment's
   * own region is lost. Bootstrap the tools account and the environment again before you push.
   * Default: no copy.
   */
  copyTo: region.optional(),
});
type Given = z.output<typeof schema>;

export type BackupInput = InputOf<typeof schema>;
export type BackupConfig = Readonly<Given & { retentionDays: number }>;
export const backup = offOr<Given, BackupInput>(schema);

/** With its default, which depends on how long a message is kept. */
export function backupOf(
  given: Given | false,
  submissionRetentionDays: number,
): BackupConfig | undefined {
  if (given === false) return undefined;
  return { ...given, retentionDays: given.retentionDays ?? recoveryDays(submissionRetentionDays) };
}
