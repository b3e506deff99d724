import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeResults } from './jest-results';
import { type Ended, type Listener, type Part, runLanes, signalParts } from './parts';

const USAGE = `Usage: npm run check [-- <jest options>]   format, lint, types, secrets, unit tests
       npm test [-- <jest options>]        all of it, then the system tests

Says what it runs, how long each part took, and everything that failed (exit code 1).
Jest's options go to the tests, such as --ci or --json --outputFile=<file>.`;

const root = join(__dirname, '..', '..');
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

const GATES: readonly Part[] = [
  { name: 'format', args: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  { name: 'secrets', args: ['bin/waypost.mjs', 'check', 'secrets'] },
  { name: 'types', args: ['node_modules/typescript7/bin/tsc', '--singleThreaded'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint'] },
  { name: 'lint of class instances', args: ['--import', 'tsx', 'bin/gates/class-instances.ts'] },
];

function tests(project: string, options: readonly string[]): Part {
  const reporters = [
    '--reporters=default',
    `--reporters=${join(__dirname, 'progress-reporter.cjs')}`,
  ];
  const args = ['node_modules/jest/bin/jest.js', ...options, ...reporters];
  return { name: `${project} tests`, args: [...args, '--selectProjects', project] };
}

const listener: Listener = {
  started: ({ name }) => {
    console.log(`  run  ${name}`);
  },
  progress: (line) => {
    console.log(`       ${line}`);
  },
  ended: ({ name, seconds, failure, output }) => {
    if (failure !== undefined) console.log(`\n${output}\n`);
    const how = failure === undefined ? 'ok  ' : 'FAIL';
    const counted = /^Tests: +(.*)$/m.exec(output)?.[1];
    const why = [failure, counted].filter((text) => text !== undefined).join('; ');
    console.log(`  ${how} ${name} ${seconds.toFixed(1)} s${why === '' ? '' : ` (${why})`}`);
  },
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    strict: false,
    options: { help: { type: 'boolean', short: 'h' }, system: { type: 'boolean' } },
  });
  if (values['help'] === true) {
    console.log(USAGE);
    return;
  }
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      signalParts(signal as NodeJS.Signals);
      process.exit(128 + number);
    });
  }
  const options = process.argv.slice(2).filter((argument) => argument !== '--system');
  const results = mergeResults(options);
  const ended = await runLanes([[tests('unit', results.options('unit'))], GATES], root, listener);
  if (values['system'] === true) {
    if (ended.some(({ failure }) => failure !== undefined)) {
      console.log('  not run: system tests, which wait for all of the above');
    } else {
      const system = tests('system', results.options('system'));
      ended.push(...(await runLanes([[system]], root, listener)));
    }
  }
  results.write();
  conclude(ended);
}

function conclude(ended: readonly Ended[]): void {
  const failed = ended.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) {
    console.log(`\nok: ${ended.map(({ name }) => name).join(', ')}`);
    return;
  }
  console.log(
    `\n${failed.length} of ${ended.length} failed: ${failed.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 1;
}

void main();
