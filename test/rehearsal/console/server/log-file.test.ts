import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLogPart } from '../../../../rehearsal/console/server/log-file';

const folder = mkdtempSync(join(tmpdir(), 'waypost-log-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function logOf(text: string): string {
  const path = join(folder, 'a.log');
  writeFileSync(path, text);
  return path;
}

describe('a part of a log', () => {
  test('is empty before there is a log', async () => {
    expect(await readLogPart(join(folder, 'none.log'), 0, false)).toEqual({
      text: '',
      next: 0,
      skipped: 0,
      more: false,
    });
  });

  test('ends with a line, whose last one is whole when the log has ended', async () => {
    const path = logOf('one\ntwo');
    expect(await readLogPart(path, 0, false)).toMatchObject({ text: 'one\n', next: 4 });
    expect(await readLogPart(path, 0, true)).toMatchObject({ text: 'one\ntwo', next: 7 });
  });

  test('has no colours and nothing else that steers a screen', async () => {
    const path = logOf('\u001b[31mred\u001b[0m \u202Ereversed\n');
    expect((await readLogPart(path, 0, true)).text).toBe('red reversed\n');
  });

  test('of a log that is too long for a page is of its end, and says what is left out', async () => {
    const path = logOf('0123456789\nabc\n');
    expect(await readLogPart(path, 0, true, 4)).toEqual({
      text: 'abc\n',
      next: 15,
      skipped: 11,
      more: false,
    });
  });

  test('is one of several that are the log together', async () => {
    const text = Array.from({ length: 60_000 }, (_, n) => `Zeile ${n} mit ü und 🙂\n`).join('');
    const path = logOf(text);
    let read = '';
    let parts = 0;
    for (let from = 0, more = true; more; parts += 1) {
      const part = await readLogPart(path, from, true);
      read += part.text;
      from = part.next;
      ({ more } = part);
    }
    expect(parts).toBeGreaterThan(1);
    expect(read).toBe(text);
  });
});
