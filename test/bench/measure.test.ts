import { measure } from '../../bench/measure';

/** Works for so long, by the clock of its own processor time. */
const work = (ms: number) =>
  `const since = process.cpuUsage(); while (process.cpuUsage(since).user < ${ms * 1000});`;

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
    const holding = `const held = Buffer.alloc(1e8, 1); ${work(500)} held.at(0);`;
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', '${holding}']);`;
    const { peakBytes } = await node(`const own = Buffer.alloc(1e8, 1); ${child} own.at(0);`);
    expect(peakBytes).toBeGreaterThan(2e8);
    expect(peakBytes).toBeLessThan(1e9);
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
