/** Counts and measures for alarms and the dashboard. */
export interface Metrics<Name extends string = string> {
  /** Adds one; with a reason, one for that reason as well. Reasons are few: each is a paid metric. */
  count(name: Name, reason?: string): void;
  milliseconds(name: Name, value: number): void;
}

/**
 * Logs each value as a line of CloudWatch's embedded metric format, which CloudWatch makes a metric of.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfMetrics<Name extends string>(
  namespace: string,
  environment: string,
  write: (line: string) => void = (line) => process.stdout.write(line),
  now: () => number = Date.now,
): Metrics<Name> {
  const log = (name: Name, value: number, unit: string, reason?: string) => {
    const dimensions = [
      ['Environment'],
      ...(reason === undefined ? [] : [['Environment', 'Reason']]),
    ];
    const line = {
      _aws: {
        Timestamp: now(),
        CloudWatchMetrics: [
          { Namespace: namespace, Dimensions: dimensions, Metrics: [{ Name: name, Unit: unit }] },
        ],
      },
      Environment: environment,
      ...(reason !== undefined && { Reason: reason }),
      [name]: value,
    };
    write(`${JSON.stringify(line)}\n`);
  };
  return {
    count: (name, reason) => {
      log(name, 1, 'Count', reason);
    },
    milliseconds: (name, value) => {
      log(name, value, 'Milliseconds');
    },
  };
}
