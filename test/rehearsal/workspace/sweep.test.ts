import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN, sweep } from '../../../rehearsal/workspace/sweep';

const { pid: DEAD } = spawnSync('true');

let temporary: string;
let logs: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'waypost-sweep-'));
  logs = join(temporary, 'logs');
});
afterEach(() => {
  rmSync(temporary, { recursive: true });
});
const make = (parent: string, ...names: readonly string[]) => {
  for (const name of names) mkdirSync(join(parent, name, 'deep'), { recursive: true });
};

describe('sweep', () => {
  test('removes the folder of a run that was killed', async () => {
    make(temporary, `${RUN}${DEAD}-AbC1`);
    await sweep(temporary, logs);

    expect(readdirSync(temporary)).toEqual([]);
  });

  test('control: leaves the folder of a running one, of another host, and what is not ours', async () => {
    const others = [`${RUN}${process.pid}-AbC1`, `waypost-run-other-${DEAD}-AbC1`, 'waypost-x'];
    make(temporary, ...others);
    await sweep(temporary, logs);

    expect(readdirSync(temporary).sort()).toEqual([...others].sort());
  });

  test('keeps the logs of the last ten runs, and of one that is still running', async () => {
    const old = ['20260101T000000-'].map((stamp) => stamp + String(process.pid));
    const names = Array.from({ length: 12 }, (_, n) => `202602${String(n + 10)}T000000-${DEAD}`);
    make(logs, ...old, ...names);
    await sweep(temporary, logs);

    expect(readdirSync(logs).sort()).toEqual([...old, ...names.slice(2)]);
  });
});
