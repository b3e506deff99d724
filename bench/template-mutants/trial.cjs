'use strict';

const { runCLI } = require('@jest/core');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');

/*
 * A process that is sent `{ file, mutant? }`, one after another, and answers `{ noticed }`: whether the test file fails with the
 * mutant in the templates that it reads. Without a mutant it must pass. In JavaScript, because Jest does not run
 * beside what would read TypeScript here.
 */
async function isNoticed({ mutant, file }) {
  if (mutant) process.env['WAYPOST_TEMPLATE_MUTANT'] = JSON.stringify(mutant);
  else delete process.env['WAYPOST_TEMPLATE_MUTANT'];
  const { results } = await runCLI(
    {
      _: [join(ROOT, file)],
      $0: 'jest',
      config: join(__dirname, 'jest.config.js'),
      runTestsByPath: true,
      runInBand: true,
      watchman: false,
    },
    [ROOT],
  );
  if (results.numTotalTestSuites !== 1) throw new Error(`Jest did not find ${file}.`);
  return !results.success;
}

process.on('message', (trial) => {
  isNoticed(trial).then(
    (noticed) => process.send({ noticed }),
    (error) => process.send({ failure: error.stack }),
  );
});
