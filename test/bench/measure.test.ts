import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from '../../bench/measure';

/** Works for so long, by the clock of its own processor time. */
const work = (ms: number) =>
  `const since = process.cpuUsage(); while (process.cpuUsage(since).user < ${ms * 1000}) for (let i = 0; i < 1e6; i += 1);`;

const node = (script: string) =>
  measure(process.execPath, ['-e', script], { cwd: __dirname, sampleMs: 100 });

// It reads /proc, which other systems lack.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a measurement', () => {
  test('counts the processor time of the command and of what it waits for', async () => {
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', '${work(200)}']);`;
    const { cpuMs, wallMs } = await node(`${work(200)} ${child}`);
    expect(cpuMs).toBeGreaterThanOrEqual(400);
    expect(wallMs).toBeGreaterThan(0);
  });

  test('has the most memory that the command and those below it had together', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waypost-measure-'));
    const seen = join(folder, 'seen');
    // Each process holds its memory until it was looked at, however busy the machine is.
    const until = `while (!require('node:fs').existsSync('${seen}')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);`;
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', process.env.CHILD]);`;
    const held = `const held = Buffer.alloc(1e8, 1);`;
    try {
      const { peakBytes } = await measure(
        process.execPath,
        ['-e', `${held} ${child} held.at(0);`],
        {
          env: { CHILD: `${held} ${until} held.at(0);` },
          sampleMs: 100,
          onSample: (bytes) => {
            if (bytes > 2e8 && !existsSync(seen)) writeFileSync(seen, '');
          },
        },
      );
      expect(peakBytes).toBeGreaterThan(2e8);
      expect(peakBytes).toBeLessThan(1e9);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('of a command that fails is refused, with what it said last', async () => {
    await expect(node(`console.log('lost'); process.exit(3);`)).rejects.toThrow(
      /exit code 3\nlost/,
    );
  });

  test('of a command that is killed is refused with the signal', async () => {
    await expect(node(`process.kill(process.pid, 'SIGKILL');`)).rejects.toThrow(/SIGKILL/);
  });

  test('of a command that there is not is refused', async () => {
    await expect(measure('no-such-command', [])).rejects.toThrow(/ENOENT/);
  });
});
