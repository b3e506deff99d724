import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../lib/config/load-config';
import { repositoryRoot } from '../rehearsal/paths';
import { makeBundles, type Bundle } from './contact/bundles';
import { type ColdStart, coldStarts } from './contact/cold-start';
import { load } from './contact/load';
import { deployNoOpApi } from './contact/no-op-api';
import { rehearse } from './contact/rehearsed';
import { percentile } from './statistics';
import { subjectsOf } from './contact/subjects';
import { warm } from './contact/warm';
import { MACHINE } from './machine';
import { writeFigures } from './write-figures';

const ROUNDS = 15;
const WARM_ROUNDS = 200;
const MESSAGES = 2_000;
const AT_ONCE = 50;

/** Size and speed of the contact form's functions; writes `contact.md`. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-bench-'));
  try {
    const bundles = await makeBundles(folder);
    const samples = await coldStarts(subjectsOf(bundles), ROUNDS);
    const results = [
      '# Size and speed of the contact form',
      '',
      'Made by `npm run bench:contact`.',
      '',
      MACHINE,
      '',
      '## Cold start',
      '',
      `Medians of ${ROUNDS} starts each, taken in turns, on the same runtime interface with an AWS that`,
      'answers at once; ratios to the function that does nothing. _Initialised_: ready for the first event.',
      '_Answered_: first event handled.',
      '',
      '| function | kB, minified | initialised, ms | ratio | answered, ms | ratio |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...startRows(bundles, samples),
      '',
      ...(await rehearsed(bundles)),
      '',
    ].join('\n');
    writeFigures('contact.md', results);
    console.log(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What needs the whole flow: a rehearsal of HEAD, and its last environment's API. */
async function rehearsed(bundles: ReadonlyMap<string, Bundle>): Promise<string[]> {
  const config = loadConfig(repositoryRoot);
  const environment = config.environments.at(-1);
  const form = config.contact.forms[0];
  const noOp = bundles.get('one SQS send');
  if (!environment || !form || !noOp) throw new Error('There is nothing to measure.');
  const { endpoint, contactApi, console: page, stop } = await rehearse();
  try {
    const formUrl = `${contactApi}/forms/${form.name}`;
    const noOpUrl = await deployNoOpApi(endpoint, environment, noOp);
    const { submitP50Ms, noOpP50Ms } = await warm(formUrl, noOpUrl, WARM_ROUNDS);
    const result = await load(formUrl, page, MESSAGES, AT_ONCE);
    return [
      '## Warm, through the emulated HTTP API',
      '',
      `Medians of ${WARM_ROUNDS} requests each, in turns, one at a time, each from an address of its own.`,
      '',
      '| API | p50, ms | ratio |',
      '| --- | ---: | ---: |',
      `| one SQS send by the SDK, nothing else | ${noOpP50Ms.toFixed(1)} | 1.00 |`,
      `| \`submit\`, a form posted without JavaScript | ${submitP50Ms.toFixed(1)} | ${(submitP50Ms / noOpP50Ms).toFixed(2)} |`,
      '',
      `## ${MESSAGES} messages, ${AT_ONCE} at once`,
      '',
      'Through the emulated HTTP API, queue and event source, with every check on; the machine is shared by',
      'visitors, emulator and functions.',
      '',
      '| what | value |',
      '| --- | ---: |',
      `| lost | ${result.lost} of ${result.sent} |`,
      `| mailed twice | ${result.doubled} of ${result.sent} |`,
      `| accepted a second | ${result.acceptedPerSecond.toFixed(1)} |`,
      `| mailed a second, until the last | ${result.mailedPerSecond.toFixed(1)} |`,
      `| answered, p50 | ${result.submitP50Ms.toFixed(0)} ms |`,
      `| answered, p95 | ${result.submitP95Ms.toFixed(0)} ms |`,
    ];
  } finally {
    await stop();
  }
}

function startRows(
  bundles: ReadonlyMap<string, Bundle>,
  samples: ReadonlyMap<string, readonly ColdStart[]>,
): string[] {
  const median = (name: string, key: keyof ColdStart) =>
    percentile(
      (samples.get(name) ?? []).map((one) => one[key]),
      0.5,
    );
  const cells = (name: string, key: keyof ColdStart) => {
    const ms = median(name, key);
    return `${ms.toFixed(0)} | ${(ms / median('no-op', key)).toFixed(2)}`;
  };
  return [...bundles.values()].map(
    ({ name, bytes }) =>
      `| ${name} | ${(bytes / 1000).toFixed(0)} | ${cells(name, 'initMs')} | ${cells(name, 'answeredMs')} |`,
  );
}

void main();
