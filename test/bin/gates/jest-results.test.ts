import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeResults } from '../../../bin/gates/jest-results';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-results-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The file that two runs of jest come to, of which each wrote what it is given. */
function merge(...results: object[]): unknown {
  const file = join(folder, 'result.json');
  const merged = mergeResults(['--ci', `--outputFile=${file}`]);
  for (const [index, result] of results.entries()) {
    const [ci, option = ''] = merged.options(`run${index}`);
    expect(ci).toBe('--ci');
    writeFileSync(option.replace('--outputFile=', ''), JSON.stringify(result));
  }
  merged.write();
  expect(existsSync(`${file}.run0`)).toBe(false);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

describe('results of several runs of jest', () => {
  test('are one file: counts added, files joined, a success only when all succeed', () => {
    const unit = { numPassedTests: 5, numFailedTests: 1, success: false, testResults: ['a'] };
    const system = { numPassedTests: 2, numFailedTests: 0, success: true, testResults: ['b'] };
    const both = { numPassedTests: 7, numFailedTests: 1, success: false, testResults: ['a', 'b'] };
    expect(merge(unit, system)).toEqual(both);
  });

  test('are those of the one run that came to its end', () => {
    expect(merge({ numPassedTests: 5 })).toEqual({ numPassedTests: 5 });
  });

  test('are not there when no run wrote any', () => {
    expect(merge()).toBeUndefined();
  });

  test('leave options alone that name no file', () => {
    expect(mergeResults(['--ci']).options('unit')).toEqual(['--ci']);
  });
});
