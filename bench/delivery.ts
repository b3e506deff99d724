import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeStacks } from '../bin/commands/synthesize';
import { loadConfig } from '../lib/config/load-config';
import { pipelineNames } from '../lib/naming';
import { repositoryRoot } from '../rehearsal/paths';
import type { Report } from '../rehearsal/report/report-schema';
import { pipelineOutline } from './delivery/pipeline-outline';
import { Checkout } from './delivery/checkout';
import { type Row, ROWS } from './delivery/rows';
import { MACHINE } from './machine';
import { startUpRows } from './start-up';
import { percentile } from './statistics';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:delivery -- <commit> [row ...]

Measures HEAD and an earlier commit in turns, each in a clone of its own, and writes bench/delivery.md.
With rows (${Object.keys(ROWS).join(', ')}), measures those alone and writes nothing.
All rows take an hour and a quarter on two cores; other work on the machine spoils them. When a command
fails, the table is printed and not written.`;

type Name = keyof typeof ROWS;
const isRow = (name: string): name is Name => name in ROWS;

async function main([base, ...names]: string[]): Promise<void> {
  const unknown = names.find((name) => !isRow(name));
  if (base === undefined || base.startsWith('-') || unknown !== undefined) {
    if (unknown !== undefined) console.error(`There is no row ${unknown}.`);
    console.error(USAGE);
    process.exitCode = base === '--help' || base === '-h' ? 0 : 1;
    return;
  }
  const [commit, head] = [short(base), short('HEAD')];
  const folder = mkdtempSync(join(tmpdir(), 'waypost-bench-'));
  try {
    const env = environment(folder);
    const { checkout: before } = await Checkout.of(commit, join(folder, 'before'), env);
    const { checkout: after, installed } = await Checkout.of(head, join(folder, 'after'), env);
    const rows = (names.length === 0 ? Object.keys(ROWS) : names).filter(isRow);
    const table = await compared(rows, commit, [before, after]);
    console.log(table.join('\n'));
    if (names.length > 0 || process.exitCode === 1) return;
    const results = [
      '# How long a delivery takes',
      '',
      `Made by \`npm run bench:delivery -- ${commit}\`: both commits in turns, medians; one run of what takes minutes.`,
      '',
      MACHINE,
      '',
      ...table,
      '',
      `Installation of HEAD with the packages in the caches: ${(installed.wallMs / 1000).toFixed(0)} s.`,
      '',
      '## Where the time of a rehearsal goes',
      '',
      '| step | seconds |',
      '| --- | ---: |',
      ...steps(after.report),
      '',
      '## What AWS adds: machines that start',
      '',
      'Computed from the pipeline as synthesized. The actions above take as long on AWS, stacks longer;',
      'each build in a row waits for its machine first. Sources: docs/adr/0022.',
      '',
      ...startUpRows(outline()),
      '',
    ];
    writeFigures('delivery.md', results.join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error for what names no commit */
function short(commit: string): string {
  const args = ['rev-parse', '--verify', '--short', '--end-of-options', `${commit}^{commit}`];
  return execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).trim();
}

/** Package managers' caches of their own, so that nothing else fills or empties them. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    npm_config_cache: join(folder, 'npm-cache'),
    PIP_CACHE_DIR: join(folder, 'pip-cache'),
  };
}

/** A figure that could not be measured is no number. The others are printed; the page is left as it is. */
async function orFailed(measured: Promise<readonly number[]>, length: number) {
  try {
    return await measured;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return Array.from({ length }, () => NaN);
  }
}

const shown = (values: readonly number[]) => values.map((value) => value.toFixed(2)).join(', ');

async function compared(
  names: readonly Name[],
  base: string,
  [before, after]: readonly [Checkout, Checkout],
): Promise<string[]> {
  const rows = [`| what | ${base} | HEAD | HEAD by ${base} |`, '| --- | ---: | ---: | ---: |'];
  for (const name of names) {
    const { figures, samples, measure }: Row = ROWS[name];
    const all: (readonly [readonly number[], readonly number[]])[] = [];
    while (all.length < samples) {
      const sample = (checkout: Checkout) => orFailed(measure(checkout), figures.length);
      const pair = [await sample(before), await sample(after)] as const;
      all.push(pair);
      console.error(`${name}: ${pair.map(shown).join(' and ')}`);
    }
    for (const [index, { what, unit }] of figures.entries()) {
      const median = (column: 0 | 1) =>
        percentile(
          all.map((sample) => sample[column][index] ?? NaN),
          0.5,
        );
      const [old, now] = [median(0), median(1)];
      const cell = (value: number) => `${value.toFixed(2)}${unit === 'ratio' ? '' : ` ${unit}`}`;
      rows.push(`| ${what} | ${cell(old)} | ${cell(now)} | ${(now / old).toFixed(2)} |`);
    }
  }
  return rows;
}

function outline() {
  const config = loadConfig(repositoryRoot);
  const { stack } = pipelineNames(config.project);
  const pipeline = synthesizeStacks(config).find(({ stackName }) => stackName === stack);
  return pipelineOutline(pipeline?.template);
}

function steps(report: Report): string[] {
  const row = (what: string, ms: number) => `| ${what} | ${(ms / 1000).toFixed(1)} |`;
  const preparations = report.preparations.map((one) => row(one.name, one.durationMs));
  const actions = report.executions.flatMap((execution) =>
    execution.stages.flatMap((stage) =>
      stage.actions.map((action) => row(`${stage.name} › ${action.name}`, action.durationMs ?? 0)),
    ),
  );
  return [...preparations, ...actions];
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
