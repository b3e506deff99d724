import { LONGEST_RECOVERY_DAYS, recoveryDays } from '../../recovery/recovery-window';
import type { Region } from '../../types/branded';
import type { BackupConfig } from '../config';
import { offOr, record, whole } from '../fields/field';
import { region } from '../fields/region';

export const backup = offOr(
  record({
    retentionDays: whole('days', 1, LONGEST_RECOVERY_DAYS).optional(),
    copyTo: region.optional(),
  }),
);

interface Given {
  readonly retentionDays?: number | undefined;
  readonly copyTo?: Region | undefined;
}

/** With its default, which depends on how long a message is kept. */
export function backupOf(
  given: Given | false,
  submissionRetentionDays: number,
): BackupConfig | undefined {
  if (given === false) return undefined;
  return { ...given, retentionDays: given.retentionDays ?? recoveryDays(submissionRetentionDays) };
}
