import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundles, type Bundle } from './contact/bundles';
import { type ColdStart, coldStarts } from './contact/cold-start';
import { percentile } from './contact/statistics';
import { subjectsOf } from './contact/subjects';
import { machine } from './machine';

const ROUNDS = 15;

/** Size and speed of the contact form's functions; writes `contact.md`. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-bench-'));
  try {
    const bundles = await makeBundles(folder);
    const samples = await coldStarts(subjectsOf(bundles), ROUNDS);
    const results = [
      '# Size and speed of the contact form',
      '',
      'Made by `npm run bench`.',
      '',
      machine(),
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
    ].join('\n');
    writeFileSync(join(__dirname, 'contact.md'), results);
    console.log(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
