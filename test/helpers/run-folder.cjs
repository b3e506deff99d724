'use strict';

const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { hostname, tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * A folder for all that one run of the tests writes: the CDK and browsers leave their temporary folders behind.
 * It holds what the test files synthesize, too, see synthesis.ts. Its name is that of a rehearsal's folder
 * (rehearsal/workspace/sweep.ts): if this run is killed, the next rehearsal removes it.
 */
module.exports = async () => {
  const run = `waypost-run-${hostname().replace(/[^\w.]/g, '_')}-${process.pid}-tests-`;
  const folder = mkdtempSync(join(tmpdir(), run));
  process.env['TMPDIR'] = folder;
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
