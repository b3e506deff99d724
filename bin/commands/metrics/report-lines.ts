import { table } from '../terminal/screen-text';
import { span, utc } from '../../../lambdas/pipeline-notifications/core/mail/text';
import type { DeliveryReport, Durations } from './report';

/** The report for a terminal. */
export function reportLines(report: DeliveryReport): string[] {
  const { environment, since, until, deployments, leadTime, changes, timeToRestore } = report;
  return [
    `Releases to ${environment} from ${utc(since)} to ${utc(until)}`,
    '',
    `Deployment frequency  ${deployments.count}, ${deployments.aWeek.toFixed(1)} a week`,
    `Lead time             ${took(leadTime, 'nothing was released')}`,
    `Change failure rate   ${failureRate(changes)}`,
    `Time to restore       ${took(timeToRestore, 'nothing had to be restored')}`,
    '',
    ...actionTable(report),
  ];
}

function took(durations: Durations | null, none: string): string {
  return durations
    ? `median ${seconds(durations.median)}, longest ${seconds(durations.longest)}`
    : none;
}

function failureRate({ count, failed, rate }: DeliveryReport['changes']): string {
  return rate === null
    ? 'nothing was changed'
    : `${Math.round(rate * 100)} %, ${failed} of ${count}`;
}

function actionTable({ actions }: DeliveryReport): string[] {
  if (actions.length === 0) return ['No action succeeded.'];
  const rows = [
    ['ACTION', 'MEDIAN', 'LONGEST', 'SUCCEEDED', 'FAILED'],
    ...actions.map(({ action, median, longest, succeeded, failed }) => [
      action,
      seconds(median),
      seconds(longest),
      String(succeeded),
      String(failed),
    ]),
  ];
  return table(rows).trimEnd().split('\n');
}

function seconds(value: number): string {
  return span(value * 1000);
}
