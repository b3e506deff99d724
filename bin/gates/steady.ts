import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Ended, type Part, type Room, runParts } from './parts';
import { conclude, interruption, listener, tests } from './report';

const USAGE = `Usage: npm run test:steady [-- --unit]

Proves that no test depends on speed or order. Runs the unit tests three times side by side while
six other programs keep the processor busy: as they are, in random order, and in one worker. Then
runs the system tests in random order, without them; with --unit, it does not. Takes 50 minutes on
two cores.`;

const BUSY_LOOPS = 6;

/** Works almost without a pause, until its parent has ended. */
const BUSY_LOOP = `
  const parent = process.ppid;
  const spin = () => {
    const until = Date.now() + 200;
    while (Date.now() < until);
    if (process.ppid === parent) setImmediate(spin);
  };
  spin();`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, unit: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const room = { cwd: join(__dirname, '..', '..'), listener, interruption: interruption() };
  const unit = [
    variant('unit', 'on a busy machine'),
    variant('unit', 'on a busy machine, in random order', '--randomize'),
    // Not `--runInBand`: a process that is never replaced outgrows its heap.
    variant('unit', 'on a busy machine, in one worker', '--maxWorkers=1'),
  ];
  const ended = (
    await besideBusyLoops(() => Promise.all(unit.map((part) => runBeside(part, room))))
  ).flat();
  if (values.unit !== true) {
    ended.push(...(await runParts([variant('system', 'in random order', '--randomize')], room)));
  }
  conclude(ended, room.interruption);
}

function variant(project: string, how: string, ...options: string[]): Part {
  const part = tests(project, options);
  return { ...part, name: `${part.name} ${how}` };
}

/** Runs one part beside others, so that each line of its progress names it. */
async function runBeside(part: Part, room: Room): Promise<Ended[]> {
  const progress = (line: string) => {
    room.listener.progress(`${part.name}: ${line}`);
  };
  return runParts([part], { ...room, listener: { ...room.listener, progress } });
}

async function besideBusyLoops<T>(run: () => Promise<T>): Promise<T> {
  const loops = Array.from({ length: BUSY_LOOPS }, (): ChildProcess =>
    spawn(process.execPath, ['-e', BUSY_LOOP], { stdio: 'ignore' }),
  );
  try {
    return await run();
  } finally {
    for (const loop of loops) loop.kill();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
