/** Changes the code in one place at a time and looks which unit tests notice. See USAGE. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary, repositoryRoot, workspaceRoot } from '../rehearsal/paths';
import { FOLDERS } from './mutants/folders';
import { type MutationReport, rowOf, withRow } from './mutants/table';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:mutants [-- folder ...]

Changes the code of each folder in one place at a time (Stryker), runs the unit tests that cover the place, and writes
into bench/mutants.md how many changes they notice. Which they do not: .waypost/stryker/<folder>.html.
Folders: ${Object.keys(FOLDERS).join(', ')}.
All of them take hours. The first run installs Stryker into .waypost/stryker.`;

const stryker = join(workspaceRoot, 'stryker');

/** Not among the packages of the repository, which every build of the pipeline would install. */
function install() {
  mkdirSync(stryker, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    writeFileSync(join(stryker, file), readFileSync(join(__dirname, 'mutants', file)));
  }
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline'], {
    cwd: stryker,
    stdio: 'inherit',
  });
}

/** @returns Stryker's report */
function tryMutants(folder: string, tests: readonly string[]): MutationReport {
  const name = folder.replaceAll('/', '-');
  const report = join(stryker, `${name}.json`);
  const settings = {
    mutate: [`${folder}/**/*.ts`],
    testRunner: 'waypost',
    plugins: [join(__dirname, 'mutants/runner.cjs')],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A process keeps what test files leave in memory, so it makes room for a new one.
    maxTestRunnerReuse: 400,
    // Only a mutant that never ends takes so long, whatever else the machine does.
    timeoutMS: 60_000,
    timeoutFactor: 3,
    disableTypeChecks: false,
    tempDirName: '.waypost/stryker/copies',
    cleanTempDir: 'always',
    ignorePatterns: ['.waypost', 'cdk.out'],
    reporters: ['progress-append-only', 'html', 'json'],
    htmlReporter: { fileName: join(stryker, `${name}.html`) },
    jsonReporter: { fileName: report },
  };
  const config = join(stryker, `${name}.config.json`);
  writeFileSync(config, JSON.stringify(settings));
  const status = runStryker(config, tests);
  if (status !== 0) throw new Error(`Stryker ended with ${status} for ${folder}.`);
  return JSON.parse(readFileSync(report, 'utf8')) as MutationReport;
}

function runStryker(config: string, tests: readonly string[]): number | null {
  const program = join(stryker, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  // Stryker kills processes, and their tests then leave behind what they wrote.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'waypost-mutants-'));
  try {
    return spawnSync(nodeBinary, [program, 'run', config], {
      cwd: repositoryRoot,
      stdio: 'inherit',
      env: { ...process.env, TMPDIR, WAYPOST_MUTANTS_TESTS: tests.join(',') },
    }).status;
  } finally {
    rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function main(names: readonly string[]) {
  const unknown = names.find((name) => !(name in FOLDERS));
  if (unknown !== undefined) {
    if (!/^(?:--help|-h)$/.test(unknown)) {
      console.error(`There is no folder ${unknown} to try.`);
      process.exitCode = 1;
    }
    console.error(USAGE);
    return;
  }
  install();
  const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: repositoryRoot });
  const table = join(__dirname, 'mutants.md');
  for (const [folder, tests] of Object.entries(FOLDERS)) {
    if (names.length > 0 && !names.includes(folder)) continue;
    const when = { commit: commit.toString().trim(), date: new Date().toISOString().slice(0, 10) };
    const row = rowOf(folder, tryMutants(folder, tests), when);
    writeFigures('mutants.md', withRow(readFileSync(table, 'utf8'), folder, row));
  }
}

main(process.argv.slice(2));
