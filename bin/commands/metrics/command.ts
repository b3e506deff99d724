import { createRequire } from 'node:module';
import { type Command, InvalidArgumentError } from 'commander';
import { production } from '../../../lib/config/environment/production';
import type { Config } from '../../../lib/config/config';
import { pipelineNames } from '../../../lib/naming';
import { expectAccount } from '../terminal/expect-account';
import type { MetricsPorts, PipelinePast } from './ports';
import type { PastExecution } from './report';

const load = createRequire(__filename);

interface Flags {
  readonly days: number;
  readonly json?: true;
  readonly rehearsal?: true;
}

const DAY_MS = 24 * 3_600_000;
/** CodePipeline forgets after twelve months. */
const MOST_DAYS = 365;

const EXAMPLES = `
Read from CodePipeline's own history with credentials of the tools account. The dashboard
\`<project>-delivery\` shows the same. What they mean: docs/pipeline.md, "How you are doing".

Examples:
  npx waypost metrics
  npx waypost metrics --days 90 --json | jq .changes.rate
  npx waypost metrics --rehearsal`;

/** @param loadPorts Called when the command runs: every other one would wait for the AWS SDK. */
export function addMetricsCommand(
  program: Command,
  loadConfig: () => Config,
  loadPorts: () => Promise<MetricsPorts>,
): void {
  program
    .command('metrics')
    .description("how delivery is doing: DORA's four metrics, and what actions take")
    .showHelpAfterError('(`npx waypost metrics --help` has examples)')
    .option('--days <number>', 'how far to look back, 365 at most', parseDays, 30)
    .option('--json', 'JSON on stdout, and nothing else there')
    .option('--rehearsal', 'of the rehearsal that is up, instead of AWS')
    .addHelpText('after', EXAMPLES)
    .action(async ({ days, json, rehearsal }: Flags) => {
      const { deliveryReport } = load('./report') as typeof import('./report.js');
      const { reportLines } = load('./report-lines') as typeof import('./report-lines.js');
      const { project, tools, environments } = loadConfig();
      const ports = await loadPorts();
      const open = rehearsal ? ports.rehearsal : ports.account;
      const past = open(tools, pipelineNames(project).pipeline);
      await expectAccount(past, 'tools', tools);
      const until = ports.now();
      const since = new Date(until.getTime() - days * DAY_MS);
      const report = deliveryReport(
        await pastExecutions(past, since),
        production(environments).name,
        { since, until },
      );
      ports.print(json ? JSON.stringify(report, undefined, 2) : reportLines(report).join('\n'));
    });
}

/** One after the other, as CodePipeline takes few calls a second. */
async function pastExecutions({ history }: PipelinePast, since: Date): Promise<PastExecution[]> {
  const past: PastExecution[] = [];
  for (const { id, status } of await history.executions(since)) {
    past.push({ id, status, runs: await history.runs(id) });
  }
  return past;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_DAYS}.`);
}
