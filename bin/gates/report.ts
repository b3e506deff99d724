import { join } from 'node:path';
import { type Ended, INTERRUPTED, type Listener, type Part } from './parts';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/**
 * Megabytes of one process's heap. Node would let it grow with the memory of the machine. The smallest
 * machine of the builds has 4 GB. The limit does not slow down the tests.
 */
const HEAP = '--max-old-space-size=700';

/** What a worker keeps of its test files grows (docs/adr/0036, 0049). Above this, a new worker takes its place. */
const KEPT = '--workerIdleMemoryLimit=350MB';

/** A project of jest.config.js. */
export function tests(project: string, options: readonly string[]): Part {
  const reporters = [
    '--reporters=default',
    `--reporters=${join(__dirname, 'progress-reporter.cjs')}`,
  ];
  const args = [HEAP, 'node_modules/jest/bin/jest.js', KEPT, ...options, ...reporters];
  return { name: `${project} tests`, args: [...args, '--selectProjects', project] };
}

/** Reports each part as lines. */
export const listener: Listener = {
  started: ({ name }) => {
    console.log(`  run  ${name}`);
  },
  progress: (line) => {
    console.log(`       ${line}`);
  },
  ended: ({ name, seconds, failure, output }) => {
    if (failure !== undefined && failure !== INTERRUPTED) console.log(`\n${output}\n`);
    const how = failure === undefined ? 'ok  ' : 'FAIL';
    const counted = /^Tests: +(.*)$/m.exec(output)?.[1];
    const why = [failure, counted].filter((text) => text !== undefined).join('; ');
    console.log(`  ${how} ${name} ${seconds.toFixed(1)} s${why === '' ? '' : ` (${why})`}`);
  },
};

/** Aborted by the first signal that asks this process to end. The signal sets the exit code. */
export function interruption(): AbortSignal {
  const interrupted = new AbortController();
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      process.exitCode = 128 + number;
      interrupted.abort();
    });
  }
  return interrupted.signal;
}

/** Prints the last lines. Returns the exit code: 1 if a part failed. */
export function conclude(ended: readonly Ended[], { aborted }: AbortSignal): void {
  if (aborted) {
    console.log('\nInterrupted: nothing is proven.');
    return;
  }
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
