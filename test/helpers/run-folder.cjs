'use strict';

const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Unix sockets have at most 104 characters on macOS. Those that tests open are up to 60 characters below it. */
const LONGEST = 40;

/**
 * A folder for what one run of the tests writes. It holds what the test files synthesize (synthesis.ts). The unit
 * tests have all their temporary files there, because the CDK leaves its own behind. Rehearsals open sockets deep
 * below the temporary folder, and remove what they write.
 */
module.exports = async (_, { displayName }) => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-tests-'));
  if (displayName.name === 'unit' && folder.length <= LONGEST) process.env['TMPDIR'] = folder;
  process.env['WAYPOST_TEST_SYNTHESES'] = join(folder, 'syntheses');
  mkdirSync(process.env['WAYPOST_TEST_SYNTHESES']);
  process.once('exit', () => {
    try {
      // A program that just ends may still write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch (error) {
      console.error(`${folder} stays: ${error.message}`);
    }
  });
};
