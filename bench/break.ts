/** Breaks the pipeline at every action in turn, and the way of a message at every service: is anything lost? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sample, shuffledSubarray, tuple } from 'fast-check';
import { FAULT_KINDS, kindsOf, SERVICES } from '../rehearsal/faults/fault';
import {
  MessageSweep,
  SERVICES_OF_MESSAGES,
  type MessageTrial,
} from '../test/end-to-end/support/message-sweep';
import { Sweep, type Trial } from '../test/end-to-end/support/sweep';
import { MACHINE } from './machine';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:break -- [--seed <number>] [--minutes <number>] [--continue] [fault ...]

Delivers the contact form, and breaks the way of one message after the other. Then rehearses the pipeline with one
bucket, and breaks one execution after the other. Writes bench/break.md after each fault.
The seed decides which kind of fault comes in which round; after so many minutes no further one is tried.
--continue keeps the lines that bench/break.md has, and tries only the faults that it lacks.
With faults (such as dev.SmokeTest:kill, or message.ses:deny), tries those alone and writes nothing.
A fault takes up to two minutes on two cores.`;

const FILE = 'break.md';
/** Begins the name of a fault that a visitor's message meets. */
const MESSAGE = 'message.';
const MESSAGE_FAULTS = SERVICES_OF_MESSAGES.flatMap((service) =>
  FAULT_KINDS.map((kind) => `${MESSAGE}${service}:${kind}`),
);
/** Nobody calls these where one bucket is delivered. */
const OF_MESSAGES: ReadonlySet<string> = new Set(SERVICES_OF_MESSAGES);

/** What was tried, by fault: its line in the table, and whether all was well. */
type Lines = Map<string, { readonly line: string; readonly isGood: boolean }>;

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
  const deadline = performance.now() + minutes * 60_000;
  const listed = positionals.length > 0;
  const lines: Lines = values.continue ? keptLines() : new Map();
  const kept = lines.size;
  const isMissing = (fault: string) => !lines.has(fault) && performance.now() < deadline;
  let all: readonly string[] = MESSAGE_FAULTS;
  const add = (fault: string, line: string, isGood: boolean) => {
    lines.set(fault, { line, isGood });
    console.error(line);
    if (!isGood) process.exitCode = 1;
    if (!listed) write(seed, all, lines, kept);
  };

  const ofMessages = listed ? positionals.filter((one) => one.startsWith(MESSAGE)) : MESSAGE_FAULTS;
  if (ofMessages.some(isMissing)) {
    await during(new MessageSweep(), async (sweep) => {
      for (const fault of ofMessages.filter(isMissing)) {
        const trial = await sweep.try(fault.slice(MESSAGE.length));
        add(fault, messageLine(fault, trial), trial.status !== undefined);
      }
    });
  }
  const ofExecutions = positionals.filter((one) => !one.startsWith(MESSAGE));
  if (listed && ofExecutions.length === 0) return;
  await during(new Sweep(), async (sweep) => {
    const faults = listed ? ofExecutions : everyFault(sweep, seed);
    all = [...MESSAGE_FAULTS, ...faults];
    for (const fault of faults) {
      if (!isMissing(fault)) continue;
      const trial = await sweep.try(fault);
      add(fault, executionLine(trial), trial.problems.length === 0);
      if (trial.problems.length > 0) console.error(sweep.output);
    }
  });
}

interface Prepared {
  prepare(): Promise<void>;
  end(): Promise<void>;
}

async function during<T extends Prepared>(sweep: T, use: (sweep: T) => Promise<void>) {
  try {
    await sweep.prepare();
    await use(sweep);
  } finally {
    await sweep.end();
  }
}

/** @param kept the number of lines that earlier runs have made */
function write(seed: number, known: readonly string[], lines: Lines, kept: number): void {
  // Before the pipeline is deployed, only kept lines name its actions.
  const faults = [...new Set([...known, ...lines.keys()])];
  const tried = faults.flatMap((fault) => {
    const found = lines.get(fault);
    return found ? [{ fault, ...found }] : [];
  });
  const isOfMessage = ({ fault }: { readonly fault: string }) => fault.startsWith(MESSAGE);
  const messages = tried.filter(isOfMessage);
  const executions = tried.filter((one) => !isOfMessage(one));
  const good = (of: typeof tried) => of.filter(({ isGood }) => isGood).length;
  const results = [
    '# What breaks, and whether anything is lost',
    '',
    `Made by \`npm run bench:break -- --seed ${seed}\`: ${tried.length} of ${faults.length} faults.`,
    MACHINE,
    ...(kept === 0 ? [] : [`${kept} of the lines were made by earlier runs (\`--continue\`).`]),
    '',
    '## Releases',
    '',
    'One fault after the other in one rehearsed cloud. Half of the pipeline’s events came twice, all of them out of',
    'order. A fault is planted in one execution; then a release is pushed that nothing breaks. It has recovered',
    'when that release is in production, every stack is complete, one approval was asked for, and each end and',
    'each approval came as one mail.',
    '',
    `Recovered: ${good(executions)} of ${executions.length}.`,
    '',
    '| fault | met by | execution | recovered | seconds |',
    '| --- | --- | --- | --- | ---: |',
    ...executions.map(({ line }) => line),
    '',
    '## Messages',
    '',
    'A visitor sends a message through a delivered environment, and sends it again until the thank-you page comes. The fault',
    'meets the first call to the service that changes something. A message is kept if it is mailed, or rests where',
    '`waypost submissions list` shows it.',
    '',
    `Kept: ${good(messages)} of ${messages.length}.`,
    '',
    '| fault | met by | answers | mails | status | seconds |',
    '| --- | --- | --- | ---: | --- | ---: |',
    ...messages.map(({ line }) => line),
    '',
  ];
  writeFigures(FILE, results.join('\n'));
}

/** The lines of the faults that have been tried, by fault. */
function keptLines(): Lines {
  const text = readFileSync(join(__dirname, FILE), 'utf8');
  return new Map(
    [...text.matchAll(/^\| (\S+:\w+) .*\|$/gm)].map(([line, fault = '']) => {
      return [fault, { line, isGood: !/\| (?:no: |lost )/.test(line) }] as const;
    }),
  );
}

/** In each round a fault at every action in turn, of another kind each time; one at every service. */
function everyFault({ actions }: Sweep, seed: number): string[] {
  const atAction = actions.map((action) => ({ ...action, kinds: kindsOf(action) }));
  const atService = SERVICES.filter((name) => !OF_MESSAGES.has(name)).map((name) => ({
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

function executionLine({ fault, met = 'nothing', outcome, problems, seconds }: Trial): string {
  const recovered = problems.length === 0 ? 'yes' : `no: ${problems.join('; ')}`;
  return `| ${fault} | ${met} | ${outcome} | ${recovered} | ${seconds.toFixed(0)} |`;
}

function messageLine(fault: string, trial: MessageTrial): string {
  const { met = 'nothing', answers, mails, status = 'lost', seconds } = trial;
  return `| ${fault} | ${met} | ${answers.join(', ')} | ${mails} | ${status} | ${seconds.toFixed(0)} |`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
