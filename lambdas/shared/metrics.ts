/** Counts and measures for alarms and the dashboard. */
export interface Metrics<Name extends string = string> {
  /** Adds one; with a reason, one for that reason as well. Reasons are few: each is a paid metric. */
  count(name: Name, reason?: string): void;
  milliseconds(name: Name, value: number): void;
}

/** Says how much there is of something now. */
export type Gauge<Name extends string = string> = (name: Name, value: number) => void;

/**
 * Logs each value as a line in CloudWatch's embedded metric format, from which CloudWatch makes a
 * metric.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfMetrics<Name extends string>(
  namespace: string,
  environment: string,
  write?: Write,
  now?: () => number,
): Metrics<Name> {
  const log = emfLog(namespace, environment, write, now);
  return {
    count: (name, reason) => {
      log(name, 1, 'Count', reason);
    },
    milliseconds: (name, value) => {
      log(name, value, 'Milliseconds');
    },
  };
}

/** The same for what is there at once, and no event. */
export function emfGauge<Name extends string>(
  namespace: string,
  environment: string,
  write?: Write,
  now?: () => number,
): Gauge<Name> {
  const log = emfLog(namespace, environment, write, now);
  return (name, value) => {
    log(name, value, 'Count');
  };
}

type Write = (line: string) => void;

function emfLog(
  namespace: string,
  environment: string,
  write: Write = (line) => process.stdout.write(line),
  now: () => number = Date.now,
) {
  return (name: string, value: number, unit: string, reason?: string) => {
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
}
