import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Processes, ProcessFailed } from '../../../rehearsal/processes/processes';
import { isAlive, untilGone } from '../../helpers/living-processes';

const tsxLoader = pathToFileURL(require.resolve('tsx')).href;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'waypost-processes-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const bash = (script: string, timeoutMs?: number) => ({
  file: 'bash',
  args: ['-c', script],
  cwd: folder,
  env: { PATH: process.env['PATH'] ?? '', ONLY: 'this' },
  logFile: join(folder, 'log'),
  ...(timeoutMs !== undefined && { timeoutMs }),
});
const logged = () => readFileSync(join(folder, 'log'), 'utf8');

/** Waits for a process id that a script writes into the log. */
async function pidInLog(): Promise<number> {
  for (;;) {
    const pid = Number(logged().trim());
    if (pid > 0) return pid;
    await delay(20);
  }
}

describe('child process', () => {
  test('gets nothing but the given environment, and its output goes to the log', async () => {
    process.env['SECRET_OF_OURS'] = 'x';
    await new Processes().run(bash('echo "$ONLY ${SECRET_OF_OURS:-unset}"; echo err >&2'));
    delete process.env['SECRET_OF_OURS'];

    expect(logged()).toBe('this unset\nerr\n');
  });

  test('has failed when it ends with another code than 0; the end of its log is shown, with its path', async () => {
    const run = new Processes().run(bash('seq 1 100; exit 3'));

    await expect(run).rejects.toThrow(ProcessFailed);
    await expect(run).rejects.toThrow(
      /ended with code 3[^]*\| 99\n[^]*\| 100\n[^]*whole log: .*log/,
    );
    await expect(run).rejects.not.toThrow(/\| 50\n/);
  });

  test('has failed when a signal killed it', async () => {
    await expect(new Processes().run(bash('kill -KILL $$'))).rejects.toThrow(/killed by SIGKILL/);
  });

  test('control: has not failed when it ends with 0', async () => {
    await expect(new Processes().run(bash('true'))).resolves.toBeUndefined();
  });

  test('has failed when it cannot be started', async () => {
    const run = new Processes().run({ ...bash(''), file: '/no/such/program' });

    await expect(run).rejects.toThrow(/could not be started/);
  });

  test('is killed when it takes too long', async () => {
    await expect(new Processes().run(bash('sleep 3600', 100))).rejects.toThrow(
      /longer than its 0\.1 s\. On a slow machine, .* --patience 5/,
    );
  });

  test('takes what it left in the background with it when it ends', async () => {
    await new Processes().run(bash('sleep 3600 & echo $!'));

    const background = await pidInLog();
    await untilGone(background);
    expect(isAlive(background)).toBe(false);
  });

  test('ends with the rehearsal, and so do its own children', async () => {
    const processes = new Processes();
    const run = processes.run(bash('sleep 3600 & echo $!; wait')).catch(String);
    const grandchild = await pidInLog();

    expect(isAlive(grandchild)).toBe(true);
    await processes.stop();
    expect(await run).toMatch(/SIGTERM/);
    await untilGone(grandchild);
    expect(isAlive(grandchild)).toBe(false);
  });

  test('is not started any more once the rehearsal ends', async () => {
    const processes = new Processes();
    await processes.stop();

    await expect(processes.run(bash('true'))).rejects.toThrow(/the rehearsal is ending/);
  });

  test('ends even when our own process is killed', async () => {
    const script = `
      const { Processes } = require(${JSON.stringify(join(__dirname, '../../../rehearsal/processes/processes.ts'))});
      void new Processes().run(${JSON.stringify(bash('echo $$; exec sleep 3600'))});
      console.log('watched');`;
    const ours = spawn(process.execPath, ['--import', tsxLoader, '--eval', script]);
    // It runs, and who is to kill it has been told.
    await once(ours.stdout, 'data');
    const child = await pidInLog();
    expect(isAlive(child)).toBe(true);
    ours.kill('SIGKILL');

    await untilGone(child);
    expect(isAlive(child)).toBe(false);
  });
});
