import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeResults } from './jest-results';
import { type Part, runParts } from './parts';
import { conclude, interruption, listener, tests } from './report';

const USAGE = `Usage: npm run check [-- <jest options>]   format, lint, types, secrets, unit tests
       npm test [-- <jest options>]        all of it, then the system tests

Says what it runs, how long each part took, and everything that failed (exit code 1).
Jest's options go to the tests, such as --ci or --json --outputFile=<file>.`;

const root = join(__dirname, '..', '..');

/** Nothing runs beside the tests, which use all cores: it would take as long, and a gigabyte more. */
const GATES: readonly Part[] = [
  { name: 'format', args: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  { name: 'secrets', args: ['bin/waypost.mjs', 'check', 'secrets'] },
  { name: 'types', args: ['node_modules/typescript7/bin/tsc', '--singleThreaded'] },
  // It runs in browsers. So it is a separate project, with the browsers' types and without Node's.
  {
    name: 'types of the console',
    args: [
      'node_modules/typescript7/bin/tsc',
      '--singleThreaded',
      '-p',
      'rehearsal/console/client',
    ],
  },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint'] },
  { name: 'lint of class instances', args: ['--import', 'tsx', 'bin/gates/class-instances.ts'] },
];

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
  const room = { cwd: root, listener, interruption: interruption() };
  const options = process.argv.slice(2).filter((argument) => argument !== '--system');
  const results = mergeResults(options);
  const ended = await runParts([...GATES, tests('unit', results.options('unit'))], room);
  if (values['system'] === true && !room.interruption.aborted) {
    if (ended.some(({ failure }) => failure !== undefined)) {
      console.log('  not run: system tests, which wait for all of the above');
    } else {
      const system = tests('system', results.options('system'));
      ended.push(...(await runParts([system], room)));
    }
  }
  results.write();
  conclude(ended, room.interruption);
}

void main();
