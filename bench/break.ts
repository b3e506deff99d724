/** Breaks the pipeline at every action in turn, and looks whether the next push recovers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sample, shuffledSubarray, tuple } from 'fast-check';
import { FAULT_KINDS, kindsOf, SERVICES } from '../rehearsal/faults/fault';
import { Sweep, type Trial } from '../test/end-to-end/support/sweep';
import { machine } from './machine';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:break -- [--seed <number>] [--minutes <number>] [--continue] [fault ...]

Rehearses the pipeline with one bucket, breaks one execution after the other, and writes bench/break.md after each.
The seed decides which kind of fault comes in which round; after so many minutes no further one is tried.
--continue keeps the lines that bench/break.md has, and tries only the faults that it lacks.
With faults (such as dev.SmokeTest:kill), tries those alone and writes nothing.
A fault takes one to two minutes on two cores.`;

/** Nobody calls these where one bucket is delivered. */
const OF_CONTACT_FORM: ReadonlySet<string> = new Set(['dynamodb', 'ses', 'sqs']);

const FILE = 'break.md';
/** The fourth column of a line. */
const RECOVERED = /^(?:\|[^|]*){3}\| yes /;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      continue: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
  if (values.help === true || !Number.isSafeInteger(seed) || !(minutes > 0)) {
    console.error(USAGE);
    process.exitCode = values.help === true ? 0 : 1;
    return;
  }
  const startedAt = performance.now();
  const elapsedMinutes = () => (performance.now() - startedAt) / 60_000;
  const kept = values.continue ? keptRows() : new Map<string, string>();
  const sweep = new Sweep();
  try {
    await sweep.prepare();
    const listed = positionals.length > 0;
    const faults = listed ? positionals : everyFault(sweep, seed);
    const missing = faults.filter((fault) => listed || !kept.has(fault));
    const rows = new Map(kept);
    for (const [index, fault] of missing.entries()) {
      if (elapsedMinutes() >= minutes) break;
      const trial = await sweep.try(fault);
      rows.set(fault, row(trial));
      console.error(`${index + 1} of ${missing.length}: ${row(trial)}`);
      if (trial.problems.length > 0) {
        process.exitCode = 1;
        console.error(sweep.output);
      }
      if (!listed) write(seed, faults, rows, kept.size);
    }
  } catch (error) {
    console.error(sweep.output);
    throw error;
  } finally {
    await sweep.end();
  }
}

/** @param kept the number of lines that earlier runs have measured */
function write(
  seed: number,
  faults: readonly string[],
  rows: ReadonlyMap<string, string>,
  kept: number,
): void {
  const lines = faults.flatMap((fault) => rows.get(fault) ?? []);
  const recovered = lines.filter((line) => RECOVERED.test(line));
  const results = [
    '# What breaks, and whether the next push recovers',
    '',
    `Made by \`npm run bench:break -- --seed ${seed}\`: ${lines.length} of ${faults.length} faults,`,
    'one after the other in one rehearsed cloud. Half of the pipeline’s events came twice, all of them out of',
    'order. A fault is planted in one execution; then a release is pushed that nothing breaks. It has recovered',
    'when that release is in production, every stack is complete, one approval was asked for, and each end and',
    'each approval came as one mail.',
    '',
    machine(),
    ...(kept === 0 ? [] : [`${kept} of the lines were made by earlier runs (\`--continue\`).`]),
    '',
    `Recovered: ${recovered.length} of ${lines.length}.`,
    '',
    '| fault | met by | execution | recovered | seconds |',
    '| --- | --- | --- | --- | ---: |',
    ...lines,
    '',
  ];
  writeFigures(FILE, results.join('\n'));
}

/** The lines of the faults that have been tried, by fault. */
function keptRows(): Map<string, string> {
  const text = readFileSync(join(__dirname, FILE), 'utf8');
  return new Map(
    [...text.matchAll(/^\| (\S+:\S+) .*\|$/gm)].map(([line, fault = '']) => [fault, line] as const),
  );
}

/** In each round a fault at every action in turn, of another kind each time; one at every service. */
function everyFault({ actions }: Sweep, seed: number): string[] {
  const atAction = actions.map((action) => ({ ...action, kinds: kindsOf(action) }));
  const atService = SERVICES.filter((name) => !OF_CONTACT_FORM.has(name)).map((name) => ({
    name,
    kinds: FAULT_KINDS,
  }));
  const targets = [...atAction, ...atService];
  const orders = targets.map(({ kinds }) =>
    shuffledSubarray([...kinds], { minLength: kinds.length }),
  );
  const [drawn = []] = sample(tuple(...orders), { seed, numRuns: 1 });
  return FAULT_KINDS.flatMap((_, round) =>
    targets.slice(0, round === 0 ? undefined : actions.length).flatMap(({ name }, index) => {
      const kind = drawn[index]?.[round];
      return kind === undefined ? [] : [`${name}:${kind}`];
    }),
  );
}

function row({ fault, met = 'nothing', outcome, problems, seconds }: Trial): string {
  const recovered = problems.length === 0 ? 'yes' : `no: ${problems.join('; ')}`;
  return `| ${fault} | ${met} | ${outcome} | ${recovered} | ${seconds.toFixed(0)} |`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
