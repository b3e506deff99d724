import { field, Refusal, whole } from '../fields/field';

/** AWS Budgets writes to ten addresses, and so does Cost Anomaly Detection. */
export const MOST_RECIPIENTS = 10;

/** USD; 0 for no budget. */
export const monthlyBudgetUsd = whole('USD', 0, 1_000_000);

/** Value of `anomalyMonitor` that creates the account's monitor. */
export const OWN_MONITOR = 'create';

export const anomalyMonitor = field<string, string>(
  `"${OWN_MONITOR}", or the ARN of the account's monitor for AWS services`,
  (value) =>
    value === OWN_MONITOR ||
    (typeof value === 'string' && /^arn:aws:ce::\d{12}:anomalymonitor\/[\w-]+$/.test(value))
      ? value
      : new Refusal(
          `write "${OWN_MONITOR}", or the MonitorArn that \`aws ce get-anomaly-monitors\` shows`,
        ),
);
