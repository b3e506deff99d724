import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../test/browser/support/browser';
import { firstPaint, openConsole } from './console/page';
import { RunningRehearsal } from './console/rehearsal';
import { Checkout } from './delivery/checkout';
import { MACHINE } from './machine';
import { pairsArgument } from './pairs-argument';
import { percentile } from './statistics';
import { writeFigures } from './write-figures';

const USAGE = `Usage: npm run bench:console [-- <pairs>]

Measures the console of a rehearsal of HEAD, and writes bench/console.md: first paint and events under a running
build, the memory of runner and console, and rehearsals with and without the console in turns (5 pairs).
Each rehearsal takes some four minutes on two cores, and there is one more; other work on the machine spoils them.`;

const PAIRS = 5;
const PAINTS = 20;

/** What the console may cost. */
const LIMITS = { paintMs: 500, eventMs: 100, bytes: 200e6, ratio: 1.02 };

async function main(args: string[]): Promise<void> {
  const pairs = pairsArgument(args, { pairs: PAIRS, usage: USAGE });
  if (pairs === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'waypost-bench-'));
  try {
    const env = { ...process.env };
    await Checkout.of('HEAD', folder, env);
    const page = await measurePage(folder, env);
    const turns = await measureTurns(folder, env, pairs);
    const rows = resultRows(page, turns);
    console.log(rows.join('\n'));
    const text = [
      '# What the console costs',
      '',
      `Made by \`npm run bench:console -- ${pairs}\`, with rehearsals of this commit.`,
      '',
      MACHINE,
      '',
      ...rows,
      '',
      'Paint and events are measured in a headless Chromium on the same machine, while the build of the commit runs its checks;',
      'an event is on the page when the frame that shows it is drawn. Memory is the proportional set size of the process',
      'that is runner and console: builds, their tools and the emulator are other processes.',
      '',
      `Rehearsals with the console: ${seconds(turns.map(({ shown }) => shown.wallMs))} s;`,
      `with \`--no-console\`: ${seconds(turns.map(({ bare }) => bare.wallMs))} s.`,
      '',
    ];
    writeFigures('console.md', text.join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface PageFigures {
  readonly paintsMs: readonly number[];
  readonly delaysMs: readonly number[];
  readonly peakBytes: number;
}

/** One rehearsal, with a page that stays open and others that come and go. */
async function measurePage(folder: string, env: NodeJS.ProcessEnv): Promise<PageFigures> {
  const browser = await launchBrowser();
  const rehearsal = new RunningRehearsal(folder, env);
  try {
    const address = await rehearsal.address();
    const ended = rehearsal.ended();
    ended.catch(() => undefined);
    const page = await openConsole(browser, address);
    await rehearsal.shows(/still running: Synth/);
    const paintsMs: number[] = [];
    while (paintsMs.length < PAINTS) paintsMs.push(await firstPaint(browser, address));
    const { peakBytes } = await ended;
    return { paintsMs, delaysMs: await page.delays(), peakBytes };
  } finally {
    rehearsal.stop();
    await browser.close();
  }
}

interface Turn {
  readonly shown: { readonly wallMs: number; readonly peakBytes: number };
  readonly bare: { readonly wallMs: number; readonly peakBytes: number };
}

/** Who begins changes from pair to pair: what warms up warms up for both. */
async function measureTurns(
  folder: string,
  env: NodeJS.ProcessEnv,
  pairs: number,
): Promise<Turn[]> {
  const turns: Turn[] = [];
  const shown = () => new RunningRehearsal(folder, env).ended();
  const bare = () => new RunningRehearsal(folder, env, '--no-console').ended();
  while (turns.length < pairs) {
    const first = turns.length % 2 === 0;
    const [one, other] = [await (first ? shown : bare)(), await (first ? bare : shown)()];
    turns.push(first ? { shown: one, bare: other } : { shown: other, bare: one });
    console.error(`pair ${turns.length}: ${seconds([one.wallMs, other.wallMs])} s`);
  }
  return turns;
}

function resultRows({ paintsMs, delaysMs, peakBytes }: PageFigures, turns: readonly Turn[]) {
  const median = (values: readonly number[]) => percentile(values, 0.5);
  const ratio =
    median(turns.map(({ shown }) => shown.wallMs)) / median(turns.map(({ bare }) => bare.wallMs));
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const row = (what: string, found: string, limit = '') => `| ${what} | ${found} | ${limit} |`;
  return [
    '| what | found | limit |',
    '| --- | ---: | ---: |',
    row(`first paint, median of ${paintsMs.length}`, ms(median(paintsMs)), ms(LIMITS.paintMs)),
    row('first paint, slowest', ms(Math.max(...paintsMs)), ms(LIMITS.paintMs)),
    row(
      `event on the page, median of ${delaysMs.length}`,
      ms(median(delaysMs)),
      ms(LIMITS.eventMs),
    ),
    row('event on the page, 19 of 20', ms(percentile(delaysMs, 0.95)), ms(LIMITS.eventMs)),
    row('event on the page, slowest', ms(Math.max(...delaysMs))),
    row('memory of runner and console, peak with a page open', mb(peakBytes), mb(LIMITS.bytes)),
    row(
      'memory of the runner with `--no-console`, peak',
      mb(Math.max(...turns.map(({ bare }) => bare.peakBytes))),
    ),
    row(
      `rehearsal with the console by one without, medians of ${turns.length}`,
      ratio.toFixed(3),
      LIMITS.ratio.toFixed(2),
    ),
  ];
}

function seconds(values: readonly number[]): string {
  return values.map((value) => (value / 1000).toFixed(1)).join(', ');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
