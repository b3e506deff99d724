import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-count-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What `.ci/run` would print last. */
function count(result: string, exitCode: number): string {
  const file = join(folder, 'result.json');
  writeFileSync(file, result);
  const script = join(__dirname, '..', '..', '.ci', 'count.mjs');
  return spawnSync(process.execPath, [script, file, String(exitCode)], { encoding: 'utf8' }).stdout;
}

describe('the last line of a CI run', () => {
  test.each([
    ['all tests pass', { numPassedTests: 7, numFailedTests: 0 }, 0, '7 passed, 0 failed'],
    ['some tests fail', { numPassedTests: 5, numFailedTests: 2 }, 1, '5 passed, 2 failed'],
    [
      'a test file cannot be loaded',
      { numPassedTests: 5, numFailedTests: 0, numRuntimeErrorTestSuites: 1 },
      1,
      '5 passed, 1 failed',
    ],
    [
      'something else fails though tests pass',
      { numPassedTests: 7, numFailedTests: 0 },
      1,
      '7 passed, 1 failed',
    ],
  ])('when %s', (_, result, exitCode, line) => {
    expect(count(JSON.stringify(result), exitCode)).toBe(`${line}\n`);
  });

  test('counts a fault before the tests, such as of the linter', () => {
    expect(count('', 2)).toBe('0 passed, 1 failed\n');
  });
});
