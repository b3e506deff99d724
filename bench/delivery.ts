import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../rehearsal/paths';
import { reportSchema, type Report } from '../rehearsal/report-schema';
import { synthesizeStacks } from '../bin/commands/synthesize';
import { loadConfig } from '../lib/config/load-config';
import { pipelineNames } from '../lib/naming';
import { pipelineOutline } from '../release/pipeline-outline';
import { machine } from './machine';
import { startUpRows } from './start-up';

/**
 * How long a stranger waits: installation with empty caches, the first rehearsal and the second,
 * each in a fresh clone of HEAD, and where the time goes. Single samples; writes `delivery.md`.
 */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-bench-'));
  const clone = join(folder, 'waypost');
  try {
    execFileSync('git', ['clone', '--quiet', repositoryRoot, clone]);
    const env = environment(folder);
    const installMs = timed(clone, env, 'node', ['bin/setup.mjs']);
    const againMs = timed(clone, env, 'node', ['bin/setup.mjs']);
    const first = rehearse(clone, env);
    const second = rehearse(clone, env);
    const results = [
      '# How long a delivery takes',
      '',
      'Made by `npm run bench`; single samples.',
      '',
      machine(),
      '',
      '| what | seconds |',
      '| --- | ---: |',
      row('install, empty caches', installMs),
      row('install again, nothing to do', againMs),
      row('first rehearsal', first.wallMs),
      row('second rehearsal', second.wallMs),
      '',
      '## Where the time of the second rehearsal goes',
      '',
      '| step | seconds |',
      '| --- | ---: |',
      ...steps(second.report),
      '',
      '## What AWS adds: machines that start',
      '',
      'Computed from the pipeline as synthesized. The actions above take as long on AWS, stacks longer;',
      'each build in a row waits for its machine first. Sources: docs/adr/0022.',
      '',
      ...startUpRows(outline()),
      '',
    ].join('\n');
    writeFileSync(join(__dirname, 'delivery.md'), results);
    console.log(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Package managers' caches in a folder of their own, so that the first run finds them empty. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: join(folder, 'home'),
    npm_config_cache: join(folder, 'npm-cache'),
    PIP_CACHE_DIR: join(folder, 'pip-cache'),
  };
}

function rehearse(cwd: string, env: NodeJS.ProcessEnv): { wallMs: number; report: Report } {
  const wallMs = timed(cwd, env, 'npm', ['start', '--', '--yes', '--once']);
  const report: unknown = JSON.parse(readFileSync(join(cwd, '.waypost', 'report.json'), 'utf8'));
  return { wallMs, report: reportSchema.parse(report) };
}

function timed(cwd: string, env: NodeJS.ProcessEnv, command: string, args: string[]): number {
  const started = performance.now();
  const { status, signal } = spawnSync(command, args, { cwd, env, stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${signal ?? `code ${status}`}`);
  }
  return performance.now() - started;
}

function outline() {
  const config = loadConfig(repositoryRoot);
  const { stack } = pipelineNames(config.project);
  const pipeline = synthesizeStacks(config).find(({ stackName }) => stackName === stack);
  return pipelineOutline(pipeline?.template);
}

function steps(report: Report): string[] {
  const preparations = report.preparations.map((one) => row(one.name, one.durationMs));
  const actions = report.executions.flatMap((execution) =>
    execution.stages.flatMap((stage) =>
      stage.actions.map((action) => row(`${stage.name} › ${action.name}`, action.durationMs ?? 0)),
    ),
  );
  return [...preparations, ...actions];
}

function row(what: string, ms: number): string {
  return `| ${what} | ${(ms / 1000).toFixed(1)} |`;
}

main();
