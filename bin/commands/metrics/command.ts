import { createRequire } from 'node:module';
import { type Command, InvalidArgumentError } from 'commander';
import type { Given, Project } from '../project';
import type { MetricsPorts } from './ports';

const action = () => createRequire(__filename)('./action') as typeof import('./action.js');
const adapters: Given<MetricsPorts> = async (root) =>
  (await import('./adapters.js')).metricsPorts(root);

interface Flags {
  readonly days: number;
  readonly json?: true;
  readonly rehearsal?: true;
}

/** CodePipeline deletes executions after twelve months. */
const MOST_DAYS = 365;

const EXAMPLES = `
Reads the history of CodePipeline, with credentials of the tools account. The dashboard
\`<project>-delivery\` shows the same. What the metrics mean: docs/pipeline.md, "How you are doing".

Examples:
  npx waypost metrics
  npx waypost metrics --days 90 --json | jq .changes.rate
  npx waypost metrics --rehearsal`;

export function addMetricsCommand(
  program: Command,
  project: Project,
  ports: Given<MetricsPorts> = adapters,
): void {
  program
    .command('metrics')
    .description("show DORA's four delivery metrics, and how long actions take")
    .showHelpAfterError('(`npx waypost metrics --help` has examples)')
    .option('--days <number>', 'how many days to look back, at most 365', parseDays, 30)
    .option('--json', 'print JSON on stdout, and nothing else')
    .option('--rehearsal', 'use the running rehearsal instead of AWS')
    .addHelpText('after', EXAMPLES)
    .action(async ({ days, json, rehearsal }: Flags) => {
      await action().metrics(
        project.config(),
        { days, json: json ?? false, rehearsal: rehearsal ?? false },
        await ports(project.root),
      );
    });
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${MOST_DAYS}.`);
}
