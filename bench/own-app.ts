import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../rehearsal/report/report-schema';
import { MACHINE } from './machine';
import { byHand, type Steps } from './own-app/by-hand';
import { greetingIn, rehearsed } from './own-app/greeting';
import { pairsArgument } from './pairs-argument';
import { percentile } from './statistics';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:own-app -- [pairs]

Rehearses examples/greeting, and does the same by plain commands, in turns (3 pairs), each against an emulator of
its own. Writes bench/own-app.md. A pair takes some two minutes on two cores, and there is one rehearsal more; other
work on the machine spoils it.`;

const BUSY = 'The machine had other work, so these figures prove nothing: measure again.';
const PAIRS = 3;
/** What a rehearsal may cost beside the commands by hand. */
const LIMITS = { overheadMs: 10_000, ratio: 1.2 };

interface Pair {
  readonly rehearsal: { readonly wallMs: number; readonly report: Report };
  readonly hand: Steps;
}

async function main(args: string[]): Promise<void> {
  const pairs = pairsArgument(args, { pairs: PAIRS, usage: USAGE });
  if (pairs === undefined) return;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'waypost-bench-'));
  try {
    const load = loadavg()[0] ?? 0;
    const measured = await measureInTurns(join(folder, 'greeting'), pairs);
    const rows = resultRows(measured);
    console.log(rows.join('\n'));
    const text = [
      '# What a rehearsal of another app costs',
      '',
      `Made by \`npm run bench:own-app -- ${pairs}\`: medians of ${pairs}, in turns.`,
      '',
      `${MACHINE} Load before it: ${load.toFixed(1)}.`,
      ...(load > availableParallelism() ? [BUSY] : []),
      '',
      ...rows,
      '',
      'By hand, a person types the commands of the CDK CLI and those of the build specs, one after the other, bootstraps side by side,',
      'against an emulator that is up already. The rehearsal starts its own, and runs the same commands. It deploys the stacks of',
      'environments by change sets, as the pipeline says, and not by the CLI: that is faster. The last line does not take it for a gain.',
      '',
    ];
    writeFigures('own-app.md', text.join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Who begins changes from pair to pair: what warms up warms up for both. */
async function measureInTurns(folder: string, pairs: number): Promise<Pair[]> {
  greetingIn(folder);
  // It fills npm's cache, and says which commands the builds have.
  const { report } = await rehearsed(folder);
  const measured: Pair[] = [];
  while (measured.length < pairs) {
    const handFirst = measured.length % 2 === 1;
    const early = handFirst ? await byHand(folder, report) : undefined;
    const rehearsal = await rehearsed(folder);
    const hand = early ?? (await byHand(folder, rehearsal.report));
    measured.push({ rehearsal, hand });
    const seconds = [rehearsal.wallMs, sum(hand.values())].map((ms) => (ms / 1000).toFixed(1));
    console.error(`pair ${measured.length}: ${seconds.join(' s, by hand ')} s`);
  }
  return measured;
}

function resultRows(pairs: readonly Pair[]): string[] {
  const median = (of: (pair: Pair) => number) => percentile(pairs.map(of), 0.5);
  const row = (what: string, hand: string, rehearsal: string, limit = '') =>
    `| ${what} | ${hand} | ${rehearsal} | ${limit} |`;
  const s = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const names = [...(pairs[0]?.hand.keys() ?? [])];
  const total = median(({ rehearsal }) => rehearsal.wallMs);
  const byHand = median(({ hand }) => sum(hand.values()));
  const stepsOf = (pair: Pair) => sum(names.map((name) => inRehearsal(name, pair)));
  const ratio = median(({ rehearsal, hand }) => rehearsal.wallMs / sum(hand.values()));
  return [
    '| step | by hand | in the rehearsal | limit |',
    '| --- | ---: | ---: | ---: |',
    ...names.map((name) =>
      row(
        name,
        s(median(({ hand }) => hand.get(name) ?? 0)),
        s(median((pair) => inRehearsal(name, pair))),
      ),
    ),
    row(
      'everything else, in the same run',
      '',
      s(median((pair) => pair.rehearsal.wallMs - stepsOf(pair))),
    ),
    row('**together**', s(byHand), s(total)),
    row('**rehearsal by hand**', '1', ratio.toFixed(2), LIMITS.ratio.toFixed(1)),
    row('**overhead**', '', s(median(overhead())), s(LIMITS.overheadMs)),
    row('overhead, stacks counted as part of it', '', s(median(overhead(/Deploy$/)))),
  ];
}

/** What the rehearsal takes beyond the commands by hand. @param but steps that do not count as such */
function overhead(but = /^$/): (pair: Pair) => number {
  return ({ rehearsal, hand }) =>
    rehearsal.wallMs - sum([...hand].flatMap(([name, ms]) => (but.test(name) ? [] : ms)));
}

/** Milliseconds of a step, from the report. */
function inRehearsal(step: string, { rehearsal: { report } }: Pair): number {
  const actions = report.executions.flatMap(({ stages }) =>
    stages.flatMap(({ name: stage, actions }) =>
      actions.map((one) => ({ ...one, name: `${stage} › ${one.name}` })),
    ),
  );
  const found = [...report.preparations, ...actions].filter(
    ({ name }) => name === step || (step.startsWith('cdk ') && name.startsWith(`${step} `)),
  );
  const starts = found.map(({ startedAt }) => Date.parse(startedAt ?? ''));
  const ends = found.map(({ durationMs }, index) => (starts[index] ?? NaN) + (durationMs ?? NaN));
  return Math.max(...ends) - Math.min(...starts);
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
