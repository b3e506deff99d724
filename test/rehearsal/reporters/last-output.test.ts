import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastMeaningfulLine, lastOutput } from '../../../rehearsal/reporters/last-output';

describe('last output', () => {
  test.each([
    ['the last line', 'one\ntwo\n', 'two'],
    ['a line that is not complete yet', 'one\ntwo of', 'two of'],
    ['what a progress bar shows now', '10 %\r20 %\r30 %', '30 %'],
    ['the last line that says something', 'one\n\n   \n────\n...\n', 'one'],
    ['a line in any language', 'один\n---\n', 'один'],
    [
      'a line without colours and controls',
      '\u001b[32mok\u001b[0m \u0007\u202e3\u001b[1A\n',
      'ok 3',
    ],
    ['a line without the time in front', '2026-11-29T02:51:05.000Z creating x\n', 'creating x'],
    ['nothing of an earlier command', 'old\n[Container] Running command npm ci\n\n', ''],
    ['nothing of a log without words', '\n\n', ''],
  ])('is %s', (_, log, line) => {
    expect(lastMeaningfulLine(log)).toBe(line);
  });

  test('is read from the end of a log, however long that is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'waypost-output-'));
    const log = join(folder, 'log');
    writeFileSync(
      log,
      `${'é'.repeat(100_000)}\n${'x\n'.repeat(100_000)}unit tests 1,200 of 2,859\n`,
    );
    const last = lastOutput(log);
    rmSync(folder, { recursive: true });

    expect(last).toBe('unit tests 1,200 of 2,859');
    expect(lastOutput(log)).toBe('');
  });
});
