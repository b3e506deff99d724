/**
 * Days. The longest window of DynamoDB's point-in-time recovery, and so the longest that a backup is
 * kept here: what is erased from the table is gone from everywhere when it is over.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
 */
export const LONGEST_RECOVERY_DAYS = 35;

/** Days that earlier states of the table are kept: never more than a message itself is kept. */
export function recoveryDays(submissionRetentionDays: number): number {
  return Math.min(LONGEST_RECOVERY_DAYS, submissionRetentionDays);
}
