'use strict';

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** A folder for what the test files of one run synthesize, see synthesis.ts. */
module.exports = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waypost-syntheses-'));
  process.env['WAYPOST_TEST_SYNTHESES'] = folder;
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
