/**
 * Prints `N passed, N failed` from jest's own JSON result.
 * Usage: node count.mjs <result file, empty if jest did not run> <exit code of `npm test`>
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';

const [, , file, code] = argv;
const text = readFileSync(file, 'utf8');
const {
  numPassedTests = 0,
  numFailedTests = 0,
  numRuntimeErrorTestSuites = 0,
} = text ? JSON.parse(text) : {};
const failed = numFailedTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed || (code === '0' ? 0 : 1)} failed`);
