'use strict';

const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * A folder for all that one run of the tests writes: the CDK and browsers leave their temporary folders behind.
 * It holds what the test files synthesize, too, see synthesis.ts.
 */
module.exports = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-tests-'));
  process.env['TMPDIR'] = folder;
  process.env['WAYPOST_TEST_SYNTHESES'] = join(folder, 'syntheses');
  mkdirSync(process.env['WAYPOST_TEST_SYNTHESES']);
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
