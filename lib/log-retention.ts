import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const RETENTIONS = new Map<number, RetentionDays>(
  Object.values(RetentionDays)
    .filter((one) => typeof one !== 'string')
    .map((one) => [one, one]),
);

/** Days as CDK names them. Throws for a number that CloudWatch Logs does not take. */
export function logRetention(days: number): RetentionDays {
  const retention = RETENTIONS.get(days);
  if (retention === undefined) {
    throw new Error(
      `CloudWatch Logs keeps no log for ${days} days. Set logRetentionDays to 30, 90 or 365, for example.`,
    );
  }
  return retention;
}
