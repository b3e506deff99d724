/** Breaks the pipeline at every action in turn, and looks whether the next push recovers. */
import { parseArgs } from 'node:util';
import { sample, shuffledSubarray, tuple } from 'fast-check';
import { FAULT_KINDS, kindsOf, SERVICES } from '../rehearsal/faults/fault';
import { Sweep, type Trial } from '../test/end-to-end/support/sweep';
import { machine } from './machine';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:break -- [--seed <number>] [--minutes <number>] [fault ...]

Rehearses the pipeline with one bucket, breaks one execution after the other, and writes bench/break.md.
The seed decides which kind of fault comes in which round; after so many minutes no further one is tried.
With faults (such as dev.SmokeTest:kill), tries those alone and writes nothing.
A fault takes one to two minutes on two cores.`;

/** Nobody calls these where one bucket is delivered. */
const OF_CONTACT_FORM: ReadonlySet<string> = new Set(['dynamodb', 'ses', 'sqs']);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
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
  let known = 0;
  const sweep = new Sweep();
  const trials: Trial[] = [];
  try {
    await sweep.prepare();
    const faults = positionals.length > 0 ? positionals : everyFault(sweep, seed);
    known = faults.length;
    for (const [index, fault] of faults.entries()) {
      if (elapsedMinutes() >= minutes) break;
      const trial = await sweep.try(fault);
      console.error(`${index + 1} of ${faults.length}: ${row(trial)}`);
      if (trial.problems.length > 0) console.error(sweep.output);
      trials.push(trial);
    }
  } catch (error) {
    console.error(sweep.output);
    throw error;
  } finally {
    await sweep.end();
  }
  const notRecovered = trials.filter(({ problems }) => problems.length > 0);
  if (notRecovered.length > 0) process.exitCode = 1;
  if (positionals.length > 0) return;
  const results = [
    '# What breaks, and whether the next push recovers',
    '',
    `Made by \`npm run bench:break -- --seed ${seed} --minutes ${minutes}\`: ${trials.length} of ${known} faults in ${elapsedMinutes().toFixed(0)} minutes,`,
    'one after the other in one rehearsed cloud. Half of the pipeline’s events came twice, all of them out of',
    'order. A fault is planted in one execution; then a release is pushed that nothing breaks. It has recovered',
    'when that release is in production, every stack is complete, one approval was asked for, and each end and',
    'each approval came as one mail.',
    '',
    machine(),
    '',
    `Recovered: ${trials.length - notRecovered.length} of ${trials.length}.`,
    '',
    '| fault | met by | execution | recovered | seconds |',
    '| --- | --- | --- | --- | ---: |',
    ...trials.map(row),
    '',
  ];
  writeFigures('break.md', results.join('\n'));
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
