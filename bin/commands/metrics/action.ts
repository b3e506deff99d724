import type { Config } from '../../../lib/config/config';
import { production } from '../../../lib/config/environment/production';
import { pipelineNames } from '../../../lib/naming';
import { expectAccount } from '../terminal/expect-account';
import type { MetricsPorts, PipelinePast } from './ports';
import { deliveryReport, type PastExecution } from './report';
import { reportLines } from './report-lines';

export interface MetricsOptions {
  readonly days: number;
  readonly json: boolean;
  readonly rehearsal: boolean;
}

const DAY_MS = 24 * 3_600_000;

/** Prints the delivery metrics of the last days. */
export async function metrics(
  { project, tools, environments }: Config,
  { days, json, rehearsal }: MetricsOptions,
  { open, now, print }: MetricsPorts,
): Promise<void> {
  const past = open(tools, rehearsal, pipelineNames(project).pipeline);
  await expectAccount(past, 'tools', tools);
  const until = now();
  const since = new Date(until.getTime() - days * DAY_MS);
  const report = deliveryReport(await pastExecutions(past, since), production(environments).name, {
    since,
    until,
  });
  print(json ? JSON.stringify(report, undefined, 2) : reportLines(report).join('\n'));
}

/** One after the other, because CodePipeline allows few calls a second. */
async function pastExecutions({ history }: PipelinePast, since: Date): Promise<PastExecution[]> {
  const past: PastExecution[] = [];
  for (const { id, status } of await history.executions(since)) {
    past.push({ id, status, runs: await history.runs(id) });
  }
  return past;
}
